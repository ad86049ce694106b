"""Undoing changes of the hyperparameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from backend.recipe.recipe import Recipe

_MERGE_ID = 1


@dataclass(frozen=True, slots=True)
class RecipeState:
    """A recipe, and whether it is the person's own or follows what the program recommends."""

    recipe: Recipe
    is_own: bool


class TakesRecipe(Protocol):
    """Whoever holds the recipe."""

    def apply_recipe(self, recipe: Recipe, *, own: bool = True) -> None:
        """Takes a recipe."""
        ...


class RecipeChange(QUndoCommand):
    """From one recipe to another; changes of the same field in a row join into one."""

    def __init__(
        self,
        holder: TakesRecipe,
        before: RecipeState,
        after: RecipeState,
        *,
        text: str = "",
        field: str = "",
    ) -> None:
        """`text` is for the menu; `field` is empty for a change of many."""
        super().__init__(text)
        self._holder = holder
        self._before = before
        self._after = after
        self._field = field

    def id(self) -> int:
        """The same for all that may join."""
        return _MERGE_ID if self._field else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Takes in a later change of the same field."""
        if not isinstance(other, RecipeChange) or other._field != self._field:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Makes the change."""
        self._take(self._after)

    def undo(self) -> None:
        """Takes it back."""
        self._take(self._before)

    def _take(self, state: RecipeState) -> None:
        self._holder.apply_recipe(state.recipe, own=state.is_own)
