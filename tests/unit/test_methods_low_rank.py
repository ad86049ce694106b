"""What the methods say beforehand agrees with what peft then makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.methods.base import WeightFormat
from backend.methods.registry import METHODS
from backend.models.facts import ModelFacts
from backend.recipe.recipe import Recipe
from tests.tiny_model import make_tiny_model


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def facts(base: Path) -> ModelFacts:
    from backend.models.facts_build import build_facts

    return build_facts(base)


def test_registry_names_are_the_methods_own() -> None:
    assert {name: method.name for name, method in METHODS.items()} == {
        "qlora": "qlora",
        "lora": "lora",
    }
    assert all(str(method.sentence) and method.title for method in METHODS.values())


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("targets", ["all-linear", "q_proj", "q_proj, down_proj"])
def test_planned_adapter_tensors_are_those_that_peft_makes(
    base: Path, facts: ModelFacts, name: str, targets: str
) -> None:
    import torch

    from backend.models.loading import load_model

    recipe = Recipe(method=name, rank=8, targets=targets)
    method = METHODS[name]
    assert method.problems(facts, recipe) == ()
    planned = {tensor.name: tensor.shape for tensor in method.memory_terms(facts, recipe).trainable}
    model = method.apply(
        load_model(
            base, quantisation=method.quantisation(recipe), device="cpu", dtype=torch.float32
        ),
        recipe,
    )
    made = {
        key.removeprefix("base_model.model.").replace(".default", ""): tuple(parameter.shape)
        for key, parameter in model.named_parameters()
        if parameter.requires_grad
    }
    assert made == planned
    assert {parameter.dtype for parameter in model.parameters() if parameter.requires_grad} == {
        torch.float32
    }


@pytest.mark.parametrize("name", METHODS)
def test_a_fresh_adapter_changes_nothing(base: Path, name: str) -> None:
    import torch

    from backend.models.loading import load_model

    recipe = Recipe(method=name)
    method = METHODS[name]
    model = load_model(
        base, quantisation=method.quantisation(recipe), device="cpu", dtype=torch.float32
    ).eval()
    adapted = method.apply(model, recipe).eval()
    ids = torch.arange(3, 20)[None]
    with torch.no_grad(), adapted.disable_adapter():
        before = adapted(ids).logits
    with torch.no_grad():
        after = adapted(ids).logits
    assert torch.equal(before, after)


def test_formats(facts: ModelFacts) -> None:
    def formats(recipe: Recipe) -> tuple[WeightFormat, WeightFormat]:
        terms = METHODS[recipe.method].memory_terms(facts, recipe)
        return terms.linear_format, terms.other_format

    assert formats(Recipe()) == (WeightFormat.NF4_DOUBLE, WeightFormat.BFLOAT16)
    assert formats(Recipe(double_quantisation=False)) == (WeightFormat.NF4, WeightFormat.BFLOAT16)
    assert formats(Recipe(compute_dtype="float32"))[1] is WeightFormat.FLOAT32
    assert formats(Recipe(method="lora")) == (WeightFormat.BFLOAT16, WeightFormat.BFLOAT16)


def test_activations_grow_with_rank_and_dropout(facts: ModelFacts) -> None:
    def kept(recipe: Recipe) -> int:
        return METHODS["qlora"].memory_terms(facts, recipe).activation_elements_per_token

    # Two layers; inputs of q, k, v, o, gate, up are 64 wide and that of down 128; seven ranks each.
    assert kept(Recipe(rank=8)) == 2 * (6 * 64 + 128 + 7 * 8)
    assert kept(Recipe(rank=8, dropout=0.1)) == 2 * (3 * (6 * 64 + 128) + 7 * 8)


def test_unknown_targets_are_refused_with_the_nearest(facts: ModelFacts) -> None:
    problems = METHODS["qlora"].problems(facts, Recipe(targets="q_prj,v_proj,zzzz"))
    assert len(problems) == 2
    assert "did you mean q_proj?" in str(problems[0])
    assert "zzzz" in str(problems[1])
    assert "down_proj" in str(problems[1])


def test_the_head_gets_no_adapter(facts: ModelFacts) -> None:
    names = [tensor.name for tensor in METHODS["lora"].memory_terms(facts, Recipe()).adapter]
    assert names
    assert not [name for name in names if "lm_head" in name]


def test_the_type_of_trained_parameters_is_checked() -> None:
    import torch

    from backend.message import TunedeskError
    from backend.methods.precision import cast_trainable, check_trainable

    model = torch.nn.Linear(2, 2)
    check_trainable(model, "float32")
    with pytest.raises(TunedeskError, match="weight is trained in float32"):
        check_trainable(model, "bfloat16")
    model.bias.requires_grad = False
    cast_trainable(model, "bfloat16")
    check_trainable(model, "bfloat16")
    assert model.bias.dtype is torch.float32
