"""The memory plan: arithmetic of its parts, known anchors, verdict and advice."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.hardware.machine import Gpu, Machine
from backend.methods.base import MemoryTerms, WeightFormat
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts
from backend.planning.memory_plan import MemoryPlan
from backend.planning.plan import plan
from backend.planning.request import CLASSIC, CPU, CUDA, PlanRequest, request_for
from backend.planning.text import plan_json, plan_text, verdict
from backend.recipe.recipe import Recipe

GIB = 2**30
MB = 1_000_000
NAMES = ["weights", "quantization_constants", "adapter", "gradients", "optimizer", "activations",
         "loss", "runtime"]  # fmt: skip


def llama(width: int, feed_forward: int, layers: int, heads: int, vocabulary: int) -> ModelFacts:
    """A Llama with as many heads of keys and values as of queries, its head not tied."""
    tensors = [TensorFacts("model.embed_tokens.weight", (vocabulary, width),
                           ModuleRole.EMBEDDING, False)]  # fmt: skip
    shapes = {
        "self_attn.q_proj": (width, width), "self_attn.k_proj": (width, width),
        "self_attn.v_proj": (width, width), "self_attn.o_proj": (width, width),
        "mlp.gate_proj": (feed_forward, width), "mlp.up_proj": (feed_forward, width),
        "mlp.down_proj": (width, feed_forward),
    }  # fmt: skip
    for layer in range(layers):
        for name, shape in shapes.items():
            role = ModuleRole.ATTENTION if "attn" in name else ModuleRole.FEED_FORWARD
            tensors.append(TensorFacts(f"model.layers.{layer}.{name}.weight", shape, role, True))
        tensors += [
            TensorFacts(f"model.layers.{layer}.{name}.weight", (width,), ModuleRole.NORM, False)
            for name in ("input_layernorm", "post_attention_layernorm")
        ]
    tensors.append(TensorFacts("model.norm.weight", (width,), ModuleRole.NORM, False))
    tensors.append(TensorFacts("lm_head.weight", (vocabulary, width), ModuleRole.HEAD, False))
    return ModelFacts(
        name="llama", architecture="LlamaForCausalLM", model_type="llama", layers=layers,
        width=width, heads=heads, key_value_heads=heads, head_size=width // heads,
        feed_forward_width=feed_forward, feed_forward_gated=True, vocabulary=vocabulary,
        max_positions=4096, sliding_window=None, tied_embeddings=False, experts=0,
        experts_per_token=0, tensors=tuple(tensors),
    )  # fmt: skip


SEVEN = llama(4096, 11008, 32, 32, 32000)
SMALL = llama(256, 768, 6, 8, 8000)


def sizes(made: MemoryPlan) -> dict[str, int]:
    return {component.name: component.bytes for component in made.components}


def ask(facts: ModelFacts = SEVEN, gib: float = 24, recipe: Recipe | None = None) -> PlanRequest:
    return PlanRequest(facts, recipe or Recipe(), int(gib * GIB), CUDA)


def full_terms(facts: ModelFacts, weights: WeightFormat) -> MemoryTerms:
    """Full fine-tuning: everything is trained, every linear layer keeps its input."""
    kept = sum(tensor.shape[1] for tensor in facts.tensors if tensor.linear)
    return MemoryTerms(weights, weights, facts.tensors, (), kept)


def test_the_components_are_the_total() -> None:
    made = plan(ask())
    assert [component.name for component in made.components] == NAMES
    assert made.total_bytes == sum(sizes(made).values())
    low, high = made.interval_bytes
    assert low <= made.total_bytes <= high
    for component in made.components:
        assert component.source
        assert str(component.formula)
        assert component.low_bytes <= component.bytes <= component.high_bytes


def test_weights_of_a_known_model() -> None:
    linear = 32 * (4 * 4096**2 + 3 * 4096 * 11008)
    others = SEVEN.parameters - linear
    assert SEVEN.parameters == 6_738_415_616  # as Llama 2 7B is published
    assert sizes(plan(ask()))["weights"] == linear // 2 + 2 * others
    classic = sizes(plan(replace(ask(), stack=CLASSIC)))
    assert classic["weights"] == linear // 2 + 4 * others


def test_experts_that_stay_unquantised_are_named() -> None:
    fused = TensorFacts("model.layers.0.mlp.experts.up", (8, 64, 256), ModuleRole.FEED_FORWARD,
                        False)  # fmt: skip
    facts = replace(SMALL, experts=8, experts_per_token=2, tensors=(*SMALL.tensors, fused))
    weights = plan(ask(facts)).components[0]
    assert weights.bytes - plan(ask(SMALL)).components[0].bytes == 2 * fused.elements
    assert "131,072 belong to experts that can't be quantised" in str(weights.formula)


def test_constants_single_and_double() -> None:
    blocks = 32 * (4 * 4096**2 + 3 * 4096 * 11008) // 64
    single = sizes(plan(ask(recipe=Recipe(double_quantisation=False))))["quantization_constants"]
    double = sizes(plan(ask()))["quantization_constants"]
    assert single == 4 * blocks
    # Facts of the paper: 0.5 bits per parameter, 0.127 with double quantisation.
    assert single * 8 / (blocks * 64) == pytest.approx(0.5)
    assert double * 8 / (blocks * 64) == pytest.approx(0.127, abs=0.001)
    assert sizes(plan(ask(recipe=Recipe(method="lora"))))["quantization_constants"] == 0


def test_int8_constants_are_one_per_row() -> None:
    terms = MemoryTerms(WeightFormat.INT8, WeightFormat.BFLOAT16, (), (), 0)
    made = sizes(plan(replace(ask(), terms=terms)))
    assert made["quantization_constants"] == 4 * 32 * (4 * 4096 + 2 * 11008 + 4096)
    assert made["gradients"] == made["optimizer"] == made["adapter"] == 0


def test_adapter_gradients_and_their_type() -> None:
    rank_8 = 32 * 8 * (4 * 2 * 4096 + 3 * (4096 + 11008))
    made = plan(ask(recipe=Recipe(rank=8)))
    assert made.trainable_parameters == rank_8
    assert sizes(made)["adapter"] == sizes(made)["gradients"] == 4 * rank_8
    half = sizes(plan(ask(recipe=Recipe(rank=8, trainable_dtype="bfloat16"))))
    assert half["adapter"] == half["gradients"] == 2 * rank_8


def test_optimizer_states() -> None:
    trained = (
        TensorFacts("large", (4096, 16), ModuleRole.OTHER, True),
        TensorFacts("small", (4095,), ModuleRole.OTHER, False),
        TensorFacts("edge", (4096,), ModuleRole.OTHER, False),
    )
    terms = MemoryTerms(WeightFormat.NF4, WeightFormat.BFLOAT16, trained, trained, 0)

    def of(name: str) -> int:
        request = replace(ask(recipe=Recipe(optimizer=name)), terms=terms)
        return sizes(plan(request))["optimizer"]

    eight_bit = 2 * 65536 + 8 * 256 + 8 * 4095 + 2 * 4096 + 8 * 16
    assert of("adamw") == 8 * (65536 + 4095 + 4096)
    assert of("adamw_8bit") == of("paged_adamw_8bit") == eight_bit


def test_what_bitsandbytes_really_allocates() -> None:
    import torch
    from bitsandbytes.optim import AdamW8bit

    shapes = [(64, 64), (63, 65), (512, 100)]
    parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in shapes]
    optimizer = AdamW8bit(parameters)
    for parameter in parameters:
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    tables = ("qmap1", "qmap2")  # shared by all parameters
    real = sum(
        value.numel() * value.element_size()
        for state in optimizer.state.values()
        for key, value in state.items()
        if isinstance(value, torch.Tensor) and key not in tables
    )
    trained = tuple(TensorFacts(str(s), s, ModuleRole.OTHER, True) for s in shapes)
    terms = MemoryTerms(WeightFormat.NF4, WeightFormat.BFLOAT16, trained, trained, 0)
    request = replace(ask(recipe=Recipe(optimizer="adamw_8bit")), terms=terms)
    assert sizes(plan(request))["optimizer"] == real


def test_anchor_seven_billion_in_under_ten_gb() -> None:
    made = plan(ask(gib=10))
    assert made.fits
    assert made.interval_bytes[1] < 10_000 * MB
    assert made.advice == ()


def test_anchor_full_fine_tuning_is_far_above_a_gaming_card() -> None:
    recipe = Recipe(optimizer="adamw", trainable_dtype="bfloat16")
    request = replace(ask(recipe=recipe), terms=full_terms(SEVEN, WeightFormat.BFLOAT16))
    made = plan(request)
    assert not made.fits
    assert made.total_bytes > 50_000 * MB
    assert made.rule_of_thumb_bytes == pytest.approx(54e9, rel=0.01)
    assert made.rule_of_thumb_bytes == pytest.approx(made.total_bytes, rel=0.15)


def test_anchor_weights_of_the_qlora_paper() -> None:
    """The paper gives 5,048 MB for the 7B base; it does not say what that includes."""
    made = sizes(plan(replace(ask(recipe=Recipe(double_quantisation=False)), stack=CLASSIC)))
    assert made["weights"] + made["quantization_constants"] == pytest.approx(5048 * MB, rel=0.10)


def test_anchor_inputs_kept_for_lora_in_the_qlora_paper() -> None:
    """567 MB for all layers at 512 tokens, 18 MB with checkpointing: one layer of 32."""
    attention = "q_proj,k_proj,v_proj,o_proj"
    recipe = Recipe(rank=64, targets=attention, max_length=512, trainable_dtype="bfloat16")
    from backend.methods.registry import METHODS

    kept = METHODS["qlora"].memory_terms(SEVEN, recipe).activation_elements_per_token
    assert kept * 512 * 2 == pytest.approx(567 * MB, rel=0.06)
    assert kept * 512 * 2 / 32 == pytest.approx(18 * MB, rel=0.06)


def test_checkpointing_saves_most_activations() -> None:
    on, off = (
        sizes(plan(ask(gib=200, recipe=Recipe(checkpointing=value)))) for value in (True, False)
    )
    assert off["activations"] > 8 * on["activations"]
    assert {name: on[name] for name in NAMES[:5]} == {name: off[name] for name in NAMES[:5]}


def test_classic_loss_is_sixteen_bytes_per_token_and_word() -> None:
    facts = llama(512, 1024, 2, 8, 128_000)
    made = sizes(plan(replace(ask(facts), stack=CLASSIC)))
    assert made["loss"] == 16 * 2048 * 128_000
    tiled = sizes(plan(ask(facts)))["loss"]
    assert tiled == 2048 * 32768 * 2 + 2048 * 512 * 6
    lora = sizes(plan(replace(ask(facts, recipe=Recipe(method="lora")), stack=CLASSIC)))
    assert lora["loss"] == 14 * 2048 * 128_000


def test_rows_are_no_longer_than_the_model_or_the_data() -> None:
    long = plan(ask(recipe=Recipe(max_length=8192)))
    assert long.total_bytes == plan(ask(recipe=Recipe(max_length=4096))).total_bytes
    shorter = plan(replace(ask(recipe=Recipe(max_length=8192)), longest_row_tokens=300))
    assert shorter.total_bytes == plan(ask(recipe=Recipe(max_length=300))).total_bytes


def test_a_cpu_computes_in_float32() -> None:
    gpu, cpu = plan(ask(SMALL)), plan(replace(ask(SMALL), device_kind=CPU))
    others = SMALL.parameters - sum(t.elements for t in SMALL.tensors if t.linear)
    assert sizes(cpu)["weights"] - sizes(gpu)["weights"] == 2 * others


def test_other_programs_count() -> None:
    request = ask(SMALL, gib=2)
    assert plan(request).fits
    crowded = plan(replace(request, other_bytes=int(1.9 * GIB)))
    assert not crowded.fits
    assert str(verdict(crowded)).startswith("doesn't fit: ")
    assert "of 0.1 GiB on the GPU" in str(verdict(crowded))


def test_verdict_in_words() -> None:
    assert str(verdict(plan(ask(gib=24)))).startswith("fits: 5.")
    total_gib = plan(ask()).total_bytes / GIB
    assert str(verdict(plan(ask(gib=total_gib + 0.01)))).startswith("fits, but tightly: ")


def test_advice_leads_to_a_plan_that_fits() -> None:
    recipe = Recipe(method="lora", checkpointing=False, micro_batch=4, optimizer="adamw")
    request = ask(gib=8, recipe=recipe)
    made = plan(request)
    assert not made.fits
    assert [advice.fits for advice in made.advice] == [False] * (len(made.advice) - 1) + [True]
    changed, total = recipe, made.total_bytes
    for advice in made.advice:
        changed = replace(changed, **advice.settings)  # type: ignore[arg-type]
        now = plan(replace(request, recipe=changed))
        assert advice.saves_bytes == total - now.total_bytes > 0
        assert advice.total_bytes == now.total_bytes
        total = now.total_bytes
    assert plan(replace(request, recipe=changed)).fits
    assert changed.accumulation * changed.micro_batch == recipe.accumulation * recipe.micro_batch
    assert changed.alpha / changed.rank == recipe.alpha / recipe.rank
    assert made.advice[0].settings == {"checkpointing": True}


def test_when_nothing_helps_that_is_said() -> None:
    made = plan(ask(gib=1))
    assert made.advice
    assert not any(advice.fits for advice in made.advice)
    assert "Only a smaller model fits" in plan_text(made)


def test_text_and_json_say_the_same() -> None:
    made = plan(ask(gib=4))
    plain = json.loads(json.dumps(plan_json(made)))
    assert plain["components"] == sizes(made)
    assert set(plain) >= {"total_bytes", "components", "rule_of_thumb_bytes", "fits", "advice",
                          "trainable_parameters", "total_parameters", "device_bytes",
                          "interval_bytes"}  # fmt: skip
    assert plain["fits"] is False
    assert plain["advice"][0]["saves_bytes"] > 0
    text = plan_text(made)
    for name in NAMES:
        assert name.replace("_", " ") in text
    assert "rule of thumb" in text
    assert str(verdict(made)) in text


def test_the_device_is_the_gpu_or_the_memory() -> None:
    gpu = Gpu(0, "Test", 8 * GIB, GIB, "560", "8.9")
    machine = Machine((), "no driver", 16 * GIB, 10 * GIB, "cpu", 2, ())
    without = request_for(SEVEN, Recipe(), machine)
    assert (without.device_kind, without.device_bytes) == (CPU, 16 * GIB)
    assert without.other_bytes == 6 * GIB
    found = request_for(SEVEN, Recipe(), replace(machine, gpus=(gpu,)))
    assert (found.device_kind, found.device_bytes, found.other_bytes) == (CUDA, 8 * GIB, GIB)
    assert found.recipe.compute_dtype == "auto"
    old = replace(gpu, compute_capability="7.5")
    turing = request_for(SEVEN, Recipe(), replace(machine, gpus=(old,)))
    assert turing.recipe.compute_dtype == "float32"
    blackwell = replace(gpu, compute_capability="12.0")
    new = request_for(SEVEN, Recipe(), replace(machine, gpus=(blackwell,)))
    assert new.recipe.compute_dtype == "auto"


@given(
    rank=st.integers(1, 256),
    micro_batch=st.integers(1, 16),
    tokens=st.integers(16, 4096),
    checkpointing=st.booleans(),
    kind=st.sampled_from([CUDA, CPU]),
)
def test_more_never_needs_less(
    rank: int, micro_batch: int, tokens: int, *, checkpointing: bool, kind: str
) -> None:
    # In 8 bits a tensor of just 4096 elements does need less than one of 4095.
    recipe = Recipe(rank=rank, micro_batch=micro_batch, max_length=tokens, optimizer="adamw",
                    checkpointing=checkpointing)  # fmt: skip
    request = PlanRequest(SMALL, recipe, 10**15, kind)
    base = plan(request).total_bytes
    for change in (
        {"rank": rank + 1},
        {"micro_batch": micro_batch + 1},
        {"max_length": tokens + 1},
    ):
        larger = replace(recipe, **change)  # type: ignore[arg-type]
        if larger.max_length <= SMALL.max_positions:
            assert plan(replace(request, recipe=larger)).total_bytes > base


def test_planning_imports_no_torch() -> None:
    code = (
        "import sys, backend.planning.plan, backend.planning.text, backend.hardware.monitor; "
        "sys.exit(sum(m in sys.modules for m in ('torch', 'transformers', 'bitsandbytes')))"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
