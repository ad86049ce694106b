"""Undoing changes of the hyperparameters."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from backend.recipe.recipe import Recipe

_MERGE_ID = 1


class TakesRecipe(Protocol):
    """Whoever holds the recipe."""

    def apply_recipe(self, recipe: Recipe, *, own: bool = True) -> None:
        """Takes a recipe."""
        ...


class RecipeChange(QUndoCommand):
    """From one recipe to another; changes of the same field in a row join into one."""

    def __init__(self, holder: TakesRecipe, before: Recipe, after: Recipe, label: str) -> None:
        """`label` names the field; empty for a change of many."""
        super().__init__(label)
        self._holder = holder
        self._before = before
        self._after = after
        self._label = label

    def id(self) -> int:
        """The same for all that may join."""
        return _MERGE_ID if self._label else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Takes in a later change of the same field."""
        if not isinstance(other, RecipeChange) or other._label != self._label:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Makes the change."""
        self._holder.apply_recipe(self._after)

    def undo(self) -> None:
        """Takes it back."""
        self._holder.apply_recipe(self._before)
