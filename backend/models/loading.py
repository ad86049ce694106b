"""Loads base models, tokenizers and adapters from local folders. Only workers import this.

Weights come from safetensors alone and code from the installed libraries alone: a model folder may
bring neither pickles nor Python.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError
from transformers import AutoModelForCausalLM, AutoTokenizer

from backend.files import sha256_of
from backend.message import TunedeskError, fault
from backend.models.adapter_record import read_adapter_record
from backend.models.device import compute_dtype
from backend.models.template import ensure_template

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import BitsAndBytesConfig, PreTrainedModel, PreTrainedTokenizerBase

    from backend.project import RunFolder


def load_tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    """Loads a tokenizer; a base model without a chat template gets the plain one.

    Raises:
        TunedeskError: There is none, or it is broken.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError) as error:
        raise _unloadable(folder, "tokenizer", error) from error
    ensure_template(tokenizer)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(
    folder: Path,
    *,
    quantisation: BitsAndBytesConfig | None,
    device: str,
    dtype: torch.dtype,
) -> PreTrainedModel:
    """Loads a causal language model onto `device`.

    Args:
        folder: In Hugging Face format, with safetensors.
        quantisation: How linear layers are packed; None leaves them in `dtype`.
        device: `cpu` or `cuda:0`.
        dtype: Of all weights that are not quantised.

    Raises:
        TunedeskError: The folder's model can't be loaded, with the library's cause.
    """
    try:
        return AutoModelForCausalLM.from_pretrained(
            folder,
            quantization_config=quantisation,
            device_map={"": device},
            dtype=dtype,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
        )
    except torch.cuda.OutOfMemoryError as error:
        raise fault(
            "model.load.vram",
            "The GPU's memory is too small for the model in {folder}, or other programs use it.",
            "Close other programs, or take a smaller model; the plan says what fits.",
            folder=str(folder),
        ) from error
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _unloadable(folder, "model", error) from error


def load_tuned(
    run: RunFolder, base: Path, device: str
) -> tuple[PeftModel, PreTrainedTokenizerBase]:
    """Loads the base model as it was trained on, with the run's adapter.

    `model.disable_adapter()` gives the base model again.

    Raises:
        TunedeskError: The run has no adapter or a broken one, or it was trained on another base
            model.
    """
    from peft import PeftModel

    from backend.methods.registry import METHODS

    record = read_adapter_record(run)
    if record.base_config_sha256 != sha256_of(base / "config.json"):
        raise fault(
            "model.adapter.other_base",
            "The adapter of run {run} was trained on another model than the one in {folder}.",
            "Put the model that the run was trained on back in place, or train again.",
            run=run.name,
            folder=str(base),
        )
    model = load_model(
        base,
        quantisation=METHODS[record.recipe.method].quantisation(record.recipe),
        device=device,
        dtype=compute_dtype(record.recipe.compute_dtype, device),
    )
    try:
        tuned = PeftModel.from_pretrained(model, run.adapter_folder, torch_device=device)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise fault(
            "model.adapter.broken",
            "The adapter of run {run} can't be loaded: {cause}",
            "Files in {folder} are missing or damaged; restore them from a copy, or train again.",
            run=run.name,
            folder=str(run.adapter_folder),
            cause=(str(error) or type(error).__name__).splitlines()[0],
        ) from error
    return tuned.eval(), load_tokenizer(run.adapter_folder)


def _unloadable(folder: Path, part: str, error: Exception) -> TunedeskError:
    return fault(
        "model.load.failed",
        "The {part} in {folder} can't be loaded: {cause}",
        "Check that the folder holds a whole causal language model in Hugging Face format with "
        "safetensors; download it again if a file is damaged.",
        folder=str(folder),
        part=part,
        cause=(str(error) or type(error).__name__).splitlines()[0],
    )
