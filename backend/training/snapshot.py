"""What a checkpoint holds, in the form in which the Trainer resumes from it.

The names and forms are those of transformers 5.23's own checkpoints, so that its tested code does
the resuming: it loads optimizer and schedule, skips the rows that were seen and then restores the
random states. Only the writing is ours (see `checkpoint`), and the adapter's loading: the Trainer's
would change the adapter's type.
"""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from pydantic import TypeAdapter
from safetensors.torch import load_file, save

from backend.message import fault
from backend.methods.precision import check_trainable
from backend.training.progress import PROGRESS_FILE, Progress

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import Trainer

ADAPTER_FILE = "adapter_model.safetensors"
ADAPTER_CONFIG_FILE = "adapter_config.json"


def random_states() -> dict[str, Any]:
    """The states of all random generators that training draws from."""
    states: dict[str, Any] = {
        "python": random.getstate(),
        "numpy": np.random.get_state(),  # the libraries draw from this one
        "cpu": torch.random.get_rng_state(),
    }
    if torch.cuda.is_available():
        states["cuda"] = torch.cuda.random.get_rng_state()
    return states


def write_snapshot(
    trainer: Trainer, folder: Path, progress: Progress, states: dict[str, Any]
) -> None:
    """Writes everything that a resumed run needs into `folder`.

    Args:
        trainer: At the end of an optimizer step, or within the next one.
        folder: An empty folder.
        progress: Where the run stands.
        states: The random states at the end of the last finished step.

    Raises:
        OSError: As when the disk is full. Everything goes through Python's own files, for torch
            and safetensors turn a full disk into errors of other kinds.
    """
    write_adapter(trainer.model, folder)
    (folder / "optimizer.pt").write_bytes(_packed(trainer.optimizer.state_dict()))
    (folder / "scheduler.pt").write_bytes(_packed(trainer.lr_scheduler.state_dict()))
    (folder / "rng_state.pth").write_bytes(_packed(states))
    trainer.state.save_to_json(str(folder / "trainer_state.json"))
    (folder / PROGRESS_FILE).write_bytes(TypeAdapter(Progress).dump_json(progress, indent=1))


def snapshot_bytes(trainer: Trainer) -> int:
    """Bytes that `write_snapshot` will write, about."""
    trained = sum(p.nbytes for p in trainer.model.parameters() if p.requires_grad)
    states = trainer.optimizer.state_dict()["state"].values() if trainer.optimizer else ()
    kept = sum(
        value.nbytes
        for state in states
        for value in state.values()
        if isinstance(value, torch.Tensor)
    )
    # Estimate: 1 MB for configs, random states and the log of losses; check against size_bytes.
    return int(trained + kept + 1_000_000)


def write_adapter(model: PeftModel, folder: Path) -> None:
    """Writes the adapter's weights and config into `folder`."""
    from peft import get_peft_model_state_dict

    weights = get_peft_model_state_dict(model, save_embedding_layers=False)
    packed = save({name: tensor.detach().cpu().contiguous() for name, tensor in weights.items()})
    (folder / ADAPTER_FILE).write_bytes(packed)
    model.peft_config["default"].save_pretrained(str(folder))


def load_adapter(model: PeftModel, folder: Path, dtype_name: str) -> None:
    """Puts a checkpoint's weights into the adapter that is in place, in the type that it has.

    Raises:
        TunedeskError: The weights are not those of this adapter.
    """
    from peft import set_peft_model_state_dict

    try:
        result = set_peft_model_state_dict(model, load_file(folder / ADAPTER_FILE))
        strange = list(result.unexpected_keys)
    except RuntimeError as error:
        strange = [str(error).splitlines()[0]]
    if strange:
        raise fault(
            "training.checkpoint.other_adapter",
            "The weights in {path} don't belong to this recipe's adapter: {cause}",
            "Put the run's recipe.json back as it was, or start a new run.",
            path=str(folder / ADAPTER_FILE),
            cause=strange[0],
        )
    check_trainable(model, dtype_name)


def _packed(value: Any) -> bytes:
    stream = io.BytesIO()
    torch.save(value, stream)
    return stream.getvalue()
