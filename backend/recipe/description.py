"""What a field of the recipe is to a person: the words that a form and its help are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backend.message import Message
from backend.recipe.fields import ChoiceField, NumberField


class Group(StrEnum):
    """What a field is about; forms show the groups in this order."""

    METHOD = "method"
    BASICS = "basics"
    DATA = "data"
    OPTIMISATION = "optimisation"
    MEMORY = "memory"
    SAVING = "saving"


GROUP_TITLES: Mapping[Group, Message] = {
    Group.METHOD: Message("recipe.group.method", "Adapter"),
    Group.BASICS: Message("recipe.group.basics", "Basics"),
    Group.DATA: Message("recipe.group.data", "Data"),
    Group.OPTIMISATION: Message("recipe.group.optimisation", "Optimisation"),
    Group.MEMORY: Message("recipe.group.memory", "Memory and precision"),
    Group.SAVING: Message("recipe.group.saving", "Measuring and saving"),
}


@dataclass(frozen=True, slots=True)
class Switch:
    """A field that is on or off."""


@dataclass(frozen=True, slots=True)
class Text:
    """A field of free text."""


FieldKind = NumberField | ChoiceField | Switch | Text


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """One field of the recipe.

    Attributes:
        name: As in `Recipe`.
        group: What it is about.
        kind: What it may be.
        label: Two or three words.
        help: What it does, in a sentence.
        reason: Why the default is what it is.
        source: Where the reason comes from.
        simple: Whether it is shown before a person asks for everything.
        unit: What a number counts; empty where the label says it.
        choices: Words for each choice.
        methods: Methods that the field means something to; empty for all of them.
    """

    name: str
    group: Group
    kind: FieldKind
    label: Message
    help: Message
    reason: Message
    source: str = ""
    simple: bool = False
    unit: Message | None = None
    choices: Mapping[str, Message] = field(default_factory=dict)
    methods: tuple[str, ...] = ()
