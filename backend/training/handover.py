"""The end of a run: its adapter, put in place whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from backend.files import write_fault, write_json
from backend.models.adapter_record import ADAPTER_RECORD_FILE, AdapterRecord
from backend.platform import replace_file, sync_folder
from backend.training.checkpoint import Checkpoint
from backend.training.snapshot import ADAPTER_CONFIG_FILE, ADAPTER_FILE, write_adapter

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedTokenizerBase

    from backend.project import RunFolder


def hand_over(
    run: RunFolder,
    source: PeftModel | Checkpoint,
    tokenizer: PreTrainedTokenizerBase,
    record: AdapterRecord,
) -> None:
    """Puts adapter, tokenizer with its chat template, and record into the run's adapter folder.

    Args:
        run: The run.
        source: The model as it is now, or the checkpoint whose weights are better.
        tokenizer: As trained with.
        record: What the adapter belongs to.

    Raises:
        TunedeskError: The disk is full or can't be written; an adapter that was there before stays.
    """
    temporary = run.root / ".adapter.tmp"
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        _write_weights(source, temporary)
        tokenizer.save_pretrained(str(temporary))
        write_json(temporary / ADAPTER_RECORD_FILE, record)
        for file in temporary.iterdir():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
        sync_folder(temporary)
        _replace_folder(temporary, run.adapter_folder)
    except OSError as error:
        raise write_fault(run.adapter_folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write_weights(source: PeftModel | Checkpoint, folder: Path) -> None:
    if isinstance(source, Checkpoint):
        for name in (ADAPTER_FILE, ADAPTER_CONFIG_FILE):
            shutil.copyfile(source.folder / name, folder / name)
    else:
        write_adapter(source, folder)


def _replace_folder(source: Path, target: Path) -> None:
    """Renames `source` to `target`; a folder there is moved aside first."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        replace_file(target, old)
    replace_file(source, target)
    sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)
