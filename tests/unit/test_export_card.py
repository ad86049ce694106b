from __future__ import annotations

from backend.dataset.row import ExampleKind
from backend.evaluation.judge import Asked
from backend.evaluation.perplexity import ParagraphLoss
from backend.evaluation.scorecard import make_scorecard
from backend.export.card import Card, SourceCount, model_card
from backend.recipe.recipe import Recipe
from backend.wording import INSTRUCTION, REFUSAL

SOURCES = (SourceCount("a|b\nc.pdf", 40, 8, 0), SourceCount("general data", 0, 0, 5))


def card(**changes: object) -> Card:
    rows = [Asked("1", ExampleKind.ANSWERABLE, "d", 1, "c", "q", "two", "one", "two")] * 4
    losses = (ParagraphLoss(20.0, 10),)
    scorecard, _ = make_scorecard(
        rows, (losses, losses), [REFUSAL], run="1-q", base_model="m", split="test"
    )
    fields: dict[str, object] = {
        "project": "Harbour",
        "run": "1-q",
        "base_model": "starter_model",
        "base_config_sha256": "ab" * 32,
        "instruction": INSTRUCTION,
        "refusal": REFUSAL,
        "recipe": Recipe(rank=24),
        "step": 60,
        "sources": SOURCES,
        "scorecard": scorecard,
    }
    return Card(**(fields | changes))  # type: ignore[arg-type]


def test_sources_are_counted_and_summed() -> None:
    text = model_card(card())
    assert "| a\\|b c.pdf | 40 | 8 | 0 |" in text
    assert "| in all | 40 | 8 | 5 |" in text


def test_recipe_and_scores_and_loading_are_told() -> None:
    text = model_card(card())
    assert "| rank | 24 |" in text
    assert "optimizer step 60" in text
    assert "| Questions answered word for word | 0 % of 4 [0, 49] | 100 % of 4 [51, 100] |" in text
    assert "| Unanswerable questions refused | not measured | not measured |" in text
    assert "perplexity" in text.lower()
    assert "7.4 [7.4, 7.4]" in text
    assert "PeftModel.from_pretrained(base," in text
    assert REFUSAL in text
    assert INSTRUCTION in text
    assert "ab" * 32 in text


def test_a_run_that_was_not_measured_says_so() -> None:
    assert "This run was not measured." in model_card(card(scorecard=None))
