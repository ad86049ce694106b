"""Keeps the libraries off the network and quiet about what is known and handled here."""

from __future__ import annotations

import logging
import os
import warnings


def quiet_libraries() -> None:
    """To be called by a worker before it imports the libraries.

    Everything that they still say goes to stderr, which is the run's `worker.log`.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # One process trains on one GPU: TRL refuses to start where torch sees several.
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "0")
    # Said by peft 0.21 and TRL 1.16 about each other's use of transformers 5.23.
    warnings.filterwarnings("ignore", message=".*gradient_checkpointing.*deprecated.*")
    # int8 layers on a CPU say once per matrix product that they cast their input.
    warnings.filterwarnings("ignore", message=".*MatMul8bitLt: inputs will be cast.*")
    # An optional CPU kernel that would come from the network.
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)


def quiet_progress_bars() -> None:
    """To be called once the libraries are imported: their bars would fill the log."""
    import datasets
    import transformers

    transformers.utils.logging.disable_progress_bar()
    datasets.disable_progress_bars()
