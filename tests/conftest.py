"""What every test runs with: no network, no screen, passive threads, an app folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Set before any library reads them; a test that needs a real screen sets its own platform.
for _name, _value in {
    "HF_HUB_OFFLINE": "1",
    "KMP_BLOCKTIME": "0",
    "OMP_WAIT_POLICY": "PASSIVE",
    "QT_QPA_PLATFORM": "offscreen",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(_name, _value)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _own_app_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keeps tests out of the person's own settings, caches and locks."""
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path_factory.mktemp("home")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips tests of the starter model where its weights have not been built."""
    if (ROOT / "resources" / "starter_model" / "model.safetensors").is_file():
        return
    skip = pytest.mark.skip(reason="resources/starter_model has no weights yet")
    for item in items:
        if item.get_closest_marker("starter"):
            item.add_marker(skip)
