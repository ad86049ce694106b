"""Planned activations and loss against the live bytes of real, small models."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.methods.low_rank import apply_low_rank
from backend.models.facts_build import build_facts
from backend.planning.activations import COUNTED_FAMILIES, DOUBT_FRACTION, activation_sizes
from backend.planning.loss import loss_size
from backend.planning.request import CPU, CUDA, WITHOUT_SDPA, Basis, PlanRequest, basis_of
from backend.recipe.recipe import Recipe

LLAMA: dict[str, Any] = {
    "model_type": "llama", "hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 4,
    "num_attention_heads": 8, "num_key_value_heads": 4, "vocab_size": 64,
    "max_position_embeddings": 1024, "tie_word_embeddings": True,
}  # fmt: skip
BASE = Recipe(rank=8, max_length=256, compute_dtype="float32")
MIXED = replace(BASE, compute_dtype="bfloat16")


def planned(tmp_path: Path, config: dict[str, Any], recipe: Recipe) -> Basis:
    folder = tmp_path / "model"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    # CPU and GPU differ in the loss alone; mixed precision stands for a GPU here.
    kind = CUDA if recipe.compute_dtype == "bfloat16" else CPU
    return basis_of(PlanRequest(build_facts(folder), recipe, 10**12, kind))


def real_model(tmp_path: Path, recipe: Recipe, *, fused: bool) -> Any:
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, BitsAndBytesConfig
    from trl.trainer.utils import add_fused_lm_head

    folder = tmp_path / "model"
    AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(folder)).save_pretrained(folder)
    dtype = torch.bfloat16 if recipe.compute_dtype == "bfloat16" else torch.float32
    quantisation = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=dtype
    )
    model = AutoModelForCausalLM.from_pretrained(
        folder, quantization_config=quantisation, device_map={"": "cpu"}, dtype=dtype
    )
    if fused:
        add_fused_lm_head(model)
    if recipe.checkpointing:
        model.gradient_checkpointing_enable()
        model.enable_input_require_grads()
    return apply_low_rank(model, recipe).train()


def measured(model: Any, recipe: Recipe, *, fused: bool) -> tuple[int, int]:
    """Bytes kept between forward and backward pass, and the peak of a second step."""
    import torch

    from tests.allocation_support import LiveBytes

    ids = torch.randint(0, model.config.vocab_size, (recipe.micro_batch, recipe.max_length))
    inputs: dict[str, Any] = {"input_ids": ids, "labels": ids.clone()}
    if fused:
        inputs["fused_lm_head"] = True
    mixed = recipe.compute_dtype == "bfloat16"
    for _ in range(2):
        with LiveBytes() as live:
            with torch.autocast("cpu", torch.bfloat16, enabled=mixed):
                loss = model(**inputs).loss
            kept = live.live
            loss.backward()
        peak = live.peak
        del loss
    return kept, peak


CASES = {
    "float32": BASE,
    "mixed": MIXED,
    "bfloat16 adapter": replace(MIXED, trainable_dtype="bfloat16"),
    "few targets": replace(MIXED, targets="q_proj,v_proj"),
    "few targets in float32": replace(BASE, targets="q_proj,o_proj,up_proj"),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_kept_without_checkpointing(tmp_path: Path, name: str) -> None:
    recipe = replace(CASES[name], checkpointing=False)
    sizes = activation_sizes(planned(tmp_path, LLAMA, recipe))
    kept, peak = measured(real_model(tmp_path, recipe, fused=False), recipe, fused=False)
    assert sizes.kept_bytes == pytest.approx(kept, rel=0.04)
    assert sizes.kept_bytes + sizes.working_bytes == pytest.approx(peak, rel=0.15)


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_peak_with_checkpointing(tmp_path: Path, name: str) -> None:
    recipe = replace(CASES[name], checkpointing=True)
    sizes = activation_sizes(planned(tmp_path, LLAMA, recipe))
    _, peak = measured(real_model(tmp_path, recipe, fused=False), recipe, fused=False)
    assert sizes.kept_bytes + sizes.working_bytes == pytest.approx(peak, rel=0.15)


FAMILIES: dict[str, dict[str, Any]] = {
    "llama": {"num_key_value_heads": 8},
    "mistral": {"sliding_window": 128},
    "qwen2": {},
    "qwen3": {"head_dim": 32},
    "phi3": {"pad_token_id": 0},
    "gemma": {"head_dim": 32},
    "gemma2": {"head_dim": 32},
    "gemma3_text": {"head_dim": 32},
    "granite": {},
    "olmo2": {},
    "stablelm": {},
}
RARER = {"granite", "olmo2", "stablelm", "gemma"}


@pytest.mark.parametrize(
    "family",
    [pytest.param(f, marks=pytest.mark.slow if f in RARER else ()) for f in sorted(FAMILIES)],
)
def test_every_counted_family(tmp_path: Path, family: str) -> None:
    recipe = replace(BASE, checkpointing=False)
    config = {**LLAMA, **FAMILIES[family], "model_type": family}
    sizes = activation_sizes(planned(tmp_path, config, recipe))
    kept, _ = measured(real_model(tmp_path, recipe, fused=False), recipe, fused=False)
    assert sizes.kept_bytes == pytest.approx(kept, rel=DOUBT_FRACTION)


def test_the_list_of_counted_families_is_the_tested_one() -> None:
    assert set(FAMILIES) == COUNTED_FAMILIES


def test_models_without_sdpa_are_known() -> None:
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING

    without = {
        family
        for family in COUNTED_FAMILIES
        if not MODEL_FOR_CAUSAL_LM_MAPPING[CONFIG_MAPPING[family]]._supports_sdpa
    }
    assert without == WITHOUT_SDPA


def test_the_tiled_loss_on_a_cpu(tmp_path: Path) -> None:
    config = {**LLAMA, "vocab_size": 16000, "num_hidden_layers": 1}
    basis = planned(tmp_path, config, BASE)
    loss = loss_size(basis)
    kept, peak = measured(real_model(tmp_path, BASE, fused=True), BASE, fused=True)
    # The buffer of a tile is always as wide as 32768 words; what is beyond is never touched.
    untouched = 255 * (32768 - 16000) * 4
    assert loss.bytes == pytest.approx(peak - kept - untouched, rel=0.1)
