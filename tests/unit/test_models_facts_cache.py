"""Facts are built once per config, by a child process, and read from the cache after that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backend.message import TunedeskError
from backend.models import facts_cache
from backend.models.facts_cache import cached_facts, facts_of
from tests.model_configs_support import write_config


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path / "home"))


def test_built_once_then_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_config(tmp_path / "my llama", "llama")
    assert cached_facts(folder / "config.json") is None
    first = facts_of(str(folder))
    assert first.name == "my llama"
    assert first.parameters > 0

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a child process was started again")

    monkeypatch.setattr(subprocess, "run", forbidden)
    assert facts_of(str(folder)) == first
    copy = tmp_path / "other.json"
    copy.write_bytes((folder / "config.json").read_bytes())
    assert facts_of(str(copy)).name == "other"


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    config = write_config(tmp_path / "m", "smollm") / "config.json"
    first = facts_of(str(config))
    (entry,) = (tmp_path / "home" / "facts").iterdir()
    entry.write_text('{"name": "torn')
    assert cached_facts(config) is None
    assert facts_of(str(config)) == first


def test_faults_of_the_child_arrive_in_words(tmp_path: Path) -> None:
    config = tmp_path / "x.json"
    config.write_text('{"model_type": "no-such"}')
    with pytest.raises(TunedeskError) as caught:
        facts_of(str(config))
    assert caught.value.message.code == "model.unknown_type"
    assert "x.json" in str(caught.value)


def test_a_child_that_dies_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_config(tmp_path / "m", "llama") / "config.json"
    monkeypatch.setattr(sys, "executable", "/bin/false" if sys.platform != "win32" else "where")
    with pytest.raises(TunedeskError) as caught:
        facts_of(str(config))
    assert caught.value.message.code == "model.facts_failed"


def test_asking_imports_no_torch() -> None:
    code = (
        "import sys, backend.models.facts_cache, backend.models.catalogue; "
        "sys.exit(sum(m in sys.modules for m in ('torch', 'transformers', 'numpy')))"
    )
    root = Path(facts_cache.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
