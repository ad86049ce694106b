"""Facts taken from a config agree with the real model, for every family."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backend.message import TunedeskError
from backend.models.facts import ModelFacts, ModuleRole
from backend.models.facts_build import build_facts, main
from backend.models.folder import NATIVE_DESPITE_AUTO_MAP
from tests.model_configs_support import CONFIGS, write_config


def _facts(tmp_path: Path, family: str, **changes: Any) -> ModelFacts:
    return build_facts(write_config(tmp_path / family, family, **changes))


def _real_model(tmp_path: Path, family: str) -> Any:
    from transformers import AutoConfig, AutoModelForCausalLM

    config = AutoConfig.from_pretrained(str(tmp_path / family))
    return AutoModelForCausalLM.from_config(config)


@pytest.mark.parametrize("family", sorted(CONFIGS))
def test_every_parameter_is_counted_once(tmp_path: Path, family: str) -> None:
    facts = _facts(tmp_path, family)
    model = _real_model(tmp_path, family)
    assert facts.parameters == sum(parameter.numel() for parameter in model.parameters())
    assert {tensor.name for tensor in facts.tensors} == {n for n, _ in model.named_parameters()}


@pytest.mark.parametrize("family", sorted(CONFIGS))
def test_linear_are_those_that_bitsandbytes_replaces(tmp_path: Path, family: str) -> None:
    import torch
    from transformers import BitsAndBytesConfig
    from transformers.integrations import replace_with_bnb_linear
    from transformers.quantizers.base import HfQuantizer

    facts = _facts(tmp_path, family)
    with torch.device("meta"):
        model = _real_model(tmp_path, family)
    kept = HfQuantizer.get_modules_to_not_convert(model, None, model._keep_in_fp32_modules)
    replace_with_bnb_linear(model, kept, BitsAndBytesConfig(load_in_4bit=True))
    replaced = {
        f"{name}.weight": (module.out_features, module.in_features)
        for name, module in model.named_modules()
        if type(module).__name__ == "Linear4bit"
    }
    assert replaced
    assert {tensor.name: tensor.shape for tensor in facts.tensors if tensor.linear} == replaced


def test_fused_experts_are_not_linear(tmp_path: Path) -> None:
    facts = _facts(tmp_path, "mixtral")
    fused = [tensor for tensor in facts.tensors if len(tensor.shape) == 3]
    assert fused
    assert not any(tensor.linear for tensor in fused)
    assert (facts.experts, facts.experts_per_token) == (4, 2)
    assert _facts(tmp_path, "qwen3_moe").feed_forward_width == 32


def test_shapes_of_a_grouped_query_model(tmp_path: Path) -> None:
    facts = _facts(tmp_path, "llama")
    assert (facts.layers, facts.width, facts.heads, facts.key_value_heads) == (3, 64, 4, 2)
    assert (facts.head_size, facts.feed_forward_width, facts.vocabulary) == (16, 160, 320)
    assert facts.feed_forward_gated
    assert facts.sliding_window is None
    assert facts.max_positions == 512
    keys = next(
        tensor for tensor in facts.tensors if tensor.name.endswith("0.self_attn.k_proj.weight")
    )
    assert keys.shape == (32, 64)
    assert keys.role is ModuleRole.ATTENTION


def test_tied_head_is_no_tensor_of_its_own(tmp_path: Path) -> None:
    tied = _facts(tmp_path, "smollm")
    assert tied.tied_embeddings
    assert [t.role for t in tied.tensors if 320 in t.shape] == [ModuleRole.EMBEDDING]
    free = _facts(tmp_path, "llama")
    assert not free.tied_embeddings
    assert free.parameters - tied.parameters == 320 * 64


def test_what_other_families_leave_unsaid(tmp_path: Path) -> None:
    gpt2 = _facts(tmp_path, "gpt2")
    assert gpt2.feed_forward_width == 256
    assert not gpt2.feed_forward_gated
    assert gpt2.max_positions == 256
    assert _facts(tmp_path, "mistral").sliding_window == 128
    assert _facts(tmp_path, "gemma2").head_size == 32
    assert _facts(tmp_path, "qwen2").sliding_window is None


def test_a_bare_config_file_is_enough(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "llama", "llama")
    file = (folder / "config.json").rename(tmp_path / "my-model.json")
    facts = build_facts(file)
    assert facts.name == "my-model"
    assert facts.architecture == "LlamaForCausalLM"


def test_foreign_code_is_refused_and_not_run(tmp_path: Path) -> None:
    folder = write_config(
        tmp_path / "evil", "llama", model_type="evil", auto_map={"AutoConfig": "evil.Config"}
    )
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(TunedeskError) as caught:
        build_facts(folder)
    assert caught.value.message.code == "model.foreign_code"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"model_type": "no-such-model"}, "model.unknown_type"),
        ({"model_type": "llama", "hidden_size": "wide"}, "model.config_unusable"),
        ({"model_type": "clip"}, "model.config_unusable"),
        ({"hidden_size": 4}, "model.config_broken"),
        ([], "model.config_broken"),
    ],
)
def test_unusable_configs_are_told_in_words(tmp_path: Path, content: object, code: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(content))
    out = tmp_path / "out.json"
    assert main([str(file), str(out)]) == 0
    problem = json.loads(out.read_text())["problem"]
    assert problem["code"] == code
    assert problem["values"]["path"] == str(file)


def test_models_trusted_despite_their_own_code_are_implemented_by_transformers() -> None:
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    assert not NATIVE_DESPITE_AUTO_MAP - set(CONFIG_MAPPING)
