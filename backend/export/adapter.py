"""Hands over the adapter as PEFT reads it, with its tokenizer and a model card."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from backend.export.card import card_of, model_card
from backend.export.target import Content, ExportSource
from backend.files import folder_size_bytes, read_fault, sha256_of
from backend.message import Message, fault
from backend.models.safetensors_header import check_safetensors

CARD_FILE = "README.md"
_NEEDED = ("adapter_model.safetensors", "adapter_config.json", "tokenizer_config.json")
# Never handed on: opening one can run any program hidden in it.
_PICKLES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl"})


class AdapterTarget:
    """The adapter folder itself: small, needs the base model beside it."""

    name = "adapter"
    title = "Adapter"
    sentence = Message(
        "export.adapter.sentence",
        "The trained adapter with its tokenizer: a few megabytes, loaded on top of the base model.",
    )
    contents: tuple[Content, ...] = (
        Content(
            "adapter_model.safetensors",
            Message("export.adapter.weights", "What was learned: the trained weights"),
        ),
        Content(
            "adapter_config.json",
            Message("export.adapter.config", "The method and where the weights belong"),
        ),
        Content(
            "tokenizer.json",
            Message("export.adapter.tokenizer", "The tokenizer, with the chat template"),
        ),
        Content(
            CARD_FILE,
            Message(
                "export.adapter.card",
                "The model card: sources, recipe, what it can do and how to load it",
            ),
        ),
    )

    def needed_bytes(self, source: ExportSource) -> int:
        """The adapter folder's size; the card is small change."""
        return folder_size_bytes(source.run.adapter_folder)

    def write(
        self, source: ExportSource, folder: Path, progressed: Callable[[int, int], None]
    ) -> None:
        """Copies the files one by one, each compared with its original, and writes the card.

        Raises:
            TunedeskError: The run has no adapter, or a file of it is missing or damaged.
            OSError: A file can't be read or written.
        """
        card = model_card(card_of(source))
        files = _files(source)
        for number, file in enumerate(files, start=1):
            if file.suffix == ".safetensors":
                check_safetensors(file)
            _copy(file, folder / file.name)
            progressed(number, len(files))
        (folder / CARD_FILE).write_text(card, encoding="utf-8", newline="\n")


def _files(source: ExportSource) -> list[Path]:
    folder = source.run.adapter_folder
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise fault(
            "export.adapter.missing",
            "The adapter of run {run} is not whole: {files} is missing in {path}.",
            "Continue the run so that it is written again: tunedesk train --resume {run} ...",
            run=source.run.name,
            files=", ".join(missing),
            path=str(folder),
        )
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file()
        and not file.is_symlink()
        and file.suffix not in _PICKLES
        and file.name != CARD_FILE
    )


def _copy(file: Path, copy: Path) -> None:
    try:
        expected = sha256_of(file)
    except OSError as error:
        raise read_fault(file, error) from error
    shutil.copyfile(file, copy)
    if sha256_of(copy) != expected:
        raise fault(
            "export.adapter.differs",
            "The copy of {file} differs from the original: the drive of {path} writes wrong data.",
            "Check that drive, or name a folder on another one with --out.",
            file=file.name,
            path=str(copy.parent),
        )
