"""The list of models: the starter first, own ones by name, given ones last."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.models.catalogue import list_models, models_folder
from backend.models.facts_cache import facts_of
from tests.model_configs_support import write_config


def test_listed_in_order_with_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNEDESK_HOME", str(tmp_path / "home"))
    second = write_config(models_folder() / "b-model", "smollm")
    write_config(models_folder() / "a-model", "llama")
    given = write_config(tmp_path / "elsewhere", "gpt2")
    facts = facts_of(str(second))
    entries = list_models([given, second])
    assert [entry.name for entry in entries] == ["starter", "a-model", "b-model", "elsewhere"]
    assert entries[0].reference == "starter"
    assert entries[1].parameters is None
    assert entries[2].parameters == facts.parameters
    assert entries[2].size_bytes == (second / "config.json").stat().st_size
    assert entries[3].problem is not None
    assert entries[3].problem.code == "model.weights_missing"


def test_a_folder_that_is_gone_stays_listed_with_its_problem(tmp_path: Path) -> None:
    entry = list_models([tmp_path / "gone"])[-1]
    assert entry.problem is not None
    assert entry.problem.code == "model.folder_missing"
    assert entry.size_bytes == 0
