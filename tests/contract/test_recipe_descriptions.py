"""Every field of the recipe can be shown to a person: the form is made from descriptions alone."""

from __future__ import annotations

import dataclasses
import string

import pytest

from backend.message import Message
from backend.methods.registry import METHODS
from backend.recipe.description import GROUP_TITLES, FieldDescription, Group, Switch, Text
from backend.recipe.descriptions import DESCRIPTIONS
from backend.recipe.fields import CHOICES, NUMBERS, ChoiceField, NumberField
from backend.recipe.recipe import Recipe

DEFAULTS = {field.name: getattr(Recipe(), field.name) for field in dataclasses.fields(Recipe)}


def test_every_field_is_described_and_nothing_else_is() -> None:
    assert set(DESCRIPTIONS) == set(DEFAULTS)


def test_every_group_has_a_title_and_fields() -> None:
    assert set(GROUP_TITLES) == set(Group) == {each.group for each in DESCRIPTIONS.values()}


@pytest.mark.parametrize("described", DESCRIPTIONS.values(), ids=list(DESCRIPTIONS))
class TestDescription:
    def test_its_kind_fits_the_default(self, described: FieldDescription) -> None:
        default = DEFAULTS[described.name]
        if isinstance(described.kind, NumberField):
            assert isinstance(default, int | float)
            assert not isinstance(default, bool)
            assert described.kind is NUMBERS[described.name]
            assert described.kind.allows(default)
        elif isinstance(described.kind, ChoiceField):
            assert described.kind is CHOICES[described.name]
            assert default in described.kind.choices
        elif isinstance(described.kind, Switch):
            assert isinstance(default, bool)
        else:
            assert isinstance(described.kind, Text)
            assert isinstance(default, str)

    def test_it_says_what_it_is_what_it_does_and_why_its_default(
        self, described: FieldDescription
    ) -> None:
        for message in (described.label, described.help, described.reason):
            assert str(message).strip()
        assert len(str(described.label)) <= 28
        assert str(described.help).endswith(".")
        assert str(described.reason).endswith(".")

    def test_all_choices_have_words(self, described: FieldDescription) -> None:
        if isinstance(described.kind, ChoiceField) and described.name != "method":
            assert set(described.choices) == set(described.kind.choices)
        else:
            assert described.choices == {}

    def test_methods_that_it_is_for_exist(self, described: FieldDescription) -> None:
        assert set(described.methods) <= set(METHODS)

    def test_no_word_is_a_field_of_the_recipe(self, described: FieldDescription) -> None:
        """Names such as `learning_rate` belong to the command line."""
        for message in (described.label, described.help, described.reason):
            assert "_" not in str(message)

    def test_it_needs_no_value(self, described: FieldDescription) -> None:
        messages: list[Message] = [described.label, described.help, described.reason]
        messages += described.choices.values()
        for message in messages:
            assert not [name for _, name, _, _ in string.Formatter().parse(message.text) if name]


def test_codes_are_unique() -> None:
    codes = [
        message.code
        for each in DESCRIPTIONS.values()
        for message in (each.label, each.help, each.reason, *each.choices.values())
    ]
    assert len(codes) == len(set(codes))
