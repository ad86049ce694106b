"""What the backend says to a person: a code, an English text and the values in it.

The window translates by `code`; the command line prints the English text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person, translatable by its code.

    Attributes:
        code: Stable, dotted, lower case, such as `recipe.rank.range`.
        text: English template with `{name}` places.
        values: What fills the places.
    """

    code: str
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, its places filled."""
        return self.text.format_map(dict(self.values)) if self.values else self.text


class TunedeskError(Exception):
    """A fault that a person can understand and do something about.

    Attributes:
        message: What happened and why; names file or place.
        remedy: What to do next.
    """

    def __init__(self, message: Message, remedy: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Message and remedy as they are printed."""
        return f"{self.message}\n{self.remedy}"


def fault(code: str, text: str, remedy: str, **values: Value) -> TunedeskError:
    """Makes the error for one fault; `values` fill both sentences.

    Args:
        code: The message's code; the remedy gets `code + ".remedy"`.
        text: What happened and why, naming the place.
        remedy: The next step.
        **values: What fills the `{name}` places of both.
    """
    return TunedeskError(Message(code, text, values), Message(f"{code}.remedy", remedy, values))
