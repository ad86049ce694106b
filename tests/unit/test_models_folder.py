"""What is accepted as a model folder, and how everything else is refused."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.message import TunedeskError
from backend.models.folder import check_model_folder, resolve_model
from backend.models.safetensors_header import MAXIMUM_HEADER_BYTES, check_safetensors
from backend.models.tokenizer import load_tokenizer
from tests.model_configs_support import write_config

TENSOR = {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}


def safetensors_bytes(header: object, data: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def make_folder(folder: Path, **config: Any) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers

    write_config(folder, "llama", **config)
    (folder / "model.safetensors").write_bytes(safetensors_bytes({"w": TENSOR}, bytes(24)))
    vocabulary = {"the": 0, "leave": 1, "days": 2, "?": 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_truncation(2)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def code_of(path: Path) -> str:
    with pytest.raises(TunedeskError) as caught:
        check_model_folder(path)
    assert str(path.name) in str(caught.value.message)
    assert str(caught.value.remedy)
    return caught.value.message.code


def test_a_whole_folder_passes(tmp_path: Path) -> None:
    check_model_folder(make_folder(tmp_path / "whole model ü"))


def test_starter_is_a_known_word() -> None:
    assert resolve_model("starter").name == "starter_model"


def test_no_folder_and_a_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere") == "model.folder_missing"
    (tmp_path / "file").write_text("x")
    assert code_of(tmp_path / "file") == "model.folder_missing"


def test_missing_parts(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TunedeskError) as caught:
        check_model_folder(tmp_path / "empty")
    assert caught.value.message.code == "model.config_missing"
    folder = make_folder(tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    assert code_of(folder) == "model.tokenizer_missing"
    (folder / "model.safetensors").unlink()
    assert code_of(folder) == "model.weights_missing"


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "weights.ckpt", "a.pth"])
def test_pickles_alone_are_refused(tmp_path: Path, name: str) -> None:
    folder = make_folder(tmp_path / "model")
    (folder / "model.safetensors").rename(folder / name)
    assert code_of(folder) == "model.pickle_only"


def test_foreign_code(tmp_path: Path) -> None:
    auto_map = {"AutoConfig": "evil.Config"}
    folder = make_folder(tmp_path / "evil", model_type="evil", auto_map=auto_map)
    with pytest.raises(TunedeskError) as caught:
        check_model_folder(folder)
    assert caught.value.message.code == "model.foreign_code"
    check_model_folder(make_folder(tmp_path / "phi", model_type="phi3", auto_map=auto_map))


def test_already_quantised(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "awq", quantization_config={"quant_method": "awq"})
    assert code_of(folder) == "model.quantised"


def test_parts_named_by_the_index(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "model")
    part = folder / "model-00001-of-00001.safetensors"
    (folder / "model.safetensors").rename(part)
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"w": part.name}}))
    check_model_folder(folder)
    for map_ in ({"w": "gone.safetensors"}, {"w": "../model/" + part.name}):
        index.write_text(json.dumps({"weight_map": map_}))
        with pytest.raises(TunedeskError) as caught:
            check_model_folder(folder)
        assert caught.value.message.code == "model.part_missing"
    index.write_text("[]")
    with pytest.raises(TunedeskError) as caught:
        check_model_folder(folder)
    assert caught.value.message.code == "model.index_broken"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"1234567",
        struct.pack("<Q", MAXIMUM_HEADER_BYTES + 1) + b"{}",
        struct.pack("<Q", 500) + b"{}",
        struct.pack("<Q", 4) + b"nope",
        struct.pack("<Q", 40_000) + b"[" * 40_000,
        safetensors_bytes([]),
        safetensors_bytes({"w": TENSOR}, bytes(23)),
        safetensors_bytes({"w": TENSOR}, bytes(25)),
        safetensors_bytes({"w": {**TENSOR, "dtype": "PICKLE"}}, bytes(24)),
        safetensors_bytes({"w": {**TENSOR, "shape": [2, -3]}}, bytes(24)),
        safetensors_bytes({"w": {**TENSOR, "data_offsets": [0, 1 << 60]}}, bytes(24)),
        safetensors_bytes({"w": {**TENSOR, "data_offsets": [24, 0]}}, bytes(24)),
        safetensors_bytes({"w": {**TENSOR, "data_offsets": [-24, 0]}}, bytes(24)),
        safetensors_bytes({"w": TENSOR, "x": {**TENSOR, "data_offsets": [12, 36]}}, bytes(36)),
        safetensors_bytes({"w": TENSOR, "x": {**TENSOR, "data_offsets": [32, 56]}}, bytes(56)),
        safetensors_bytes({"w": {"shape": [2]}}, bytes(8)),
        safetensors_bytes({"w": 3}, bytes(8)),
    ],
)
def test_torn_and_crafted_weights(tmp_path: Path, content: bytes) -> None:
    folder = make_folder(tmp_path / "model")
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(TunedeskError) as caught:
        check_model_folder(folder)
    assert caught.value.message.code == "model.weights_broken"
    assert "model.safetensors" in str(caught.value.message)


def test_what_the_library_writes_passes(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file

    tensors = {
        "a": torch.zeros(3, 5),
        "b": torch.zeros(7, dtype=torch.bfloat16),
        "c": torch.zeros(0, 4),
        "d": torch.zeros((), dtype=torch.int64),
    }
    save_file(tensors, str(tmp_path / "x.safetensors"), metadata={"format": "pt"})
    check_safetensors(tmp_path / "x.safetensors")


@given(content=st.binary(max_size=200))
def test_random_bytes_never_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "random.safetensors"
    file.write_bytes(content)
    with pytest.raises(TunedeskError, match=r"random\.safetensors"):
        check_safetensors(file)


def test_tokens_are_counted_without_truncation_or_special_tokens(tmp_path: Path) -> None:
    tokenizer = load_tokenizer(make_folder(tmp_path / "model"))
    assert tokenizer.count(["the leave days ?", "", "the"]) == [4, 0, 1]


def test_a_broken_tokenizer_is_told_in_words(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "model")
    (folder / "tokenizer.json").write_text("{}")
    assert code_of(folder) == "model.tokenizer_broken"
