"""What is said of a model that can be chosen. Knows no widgets."""

from __future__ import annotations

from backend.models.catalogue import CatalogueEntry
from backend.models.facts import ModelFacts
from backend.project import STARTER
from gui.wording import count_text, number_text, size_text, tr

_CONTEXT = "Models"


def model_name(entry: CatalogueEntry) -> str:
    """Its name for a person."""
    return tr(_CONTEXT, "Starter") if entry.reference == STARTER else entry.name


def model_size(entry: CatalogueEntry) -> str:
    """Parameters, where they are known, and size on the disk."""
    parts = []
    if entry.parameters is not None:
        parts.append(tr(_CONTEXT, "{count} parameters").format(count=count_text(entry.parameters)))
    parts.append(size_text(entry.size_bytes))
    if entry.reference == STARTER:
        parts.append(tr(_CONTEXT, "built in"))
    return " · ".join(parts)


def shape_text(facts: ModelFacts) -> str:
    """What is known of the chosen model's inside."""
    name = tr(_CONTEXT, "Starter") if facts.name == STARTER else facts.name
    parts = [
        f"{name}: {facts.architecture}",
        tr(_CONTEXT, "{count} layers").format(count=facts.layers),
        tr(_CONTEXT, "up to {count} tokens").format(count=number_text(facts.max_positions)),
    ]
    if facts.experts:
        parts.append(tr(_CONTEXT, "{count} experts").format(count=facts.experts))
    return " · ".join(parts)
