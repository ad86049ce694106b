"""Counts tokens without torch and without transformers: what chunking and the window need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import tokenizers

from backend.message import fault

TOKENIZER_FILE = "tokenizer.json"


class Tokenizer:
    """A model's own tokenizer, for counting."""

    def __init__(self, rust: tokenizers.Tokenizer) -> None:
        """Takes the library's tokenizer; truncation and padding stored with it are switched off."""
        rust.no_truncation()
        rust.no_padding()
        self._rust = rust

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens not added."""
        encoded = self._rust.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encoded]


def load_tokenizer(folder: Path) -> Tokenizer:
    """Reads `tokenizer.json` of the model in `folder`.

    Raises:
        TunedeskError: The file is missing or isn't a tokenizer.
    """
    file = folder / TOKENIZER_FILE
    if not file.is_file():
        raise fault(
            "model.tokenizer_missing",
            "{path} has no tokenizer.json, so its text can't be split into tokens.",
            "Copy tokenizer.json from where the model came from into the folder, "
            "or choose another model.",
            path=str(folder),
        )
    try:
        return Tokenizer(tokenizers.Tokenizer.from_file(str(file)))
    except Exception as error:  # the library raises bare Exception for whatever is wrong
        raise fault(
            "model.tokenizer_broken",
            "{path} can't be read as a tokenizer: {cause}.",
            "Copy the file again from where the model came from.",
            path=str(file),
            cause=str(error),
        ) from error
