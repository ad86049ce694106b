"""The environment that a worker is started with: what has to be there before its first import."""

from __future__ import annotations

import os
from pathlib import Path

from backend.message import TunedeskError
from backend.settings.app_settings import AppSettings, read_settings
from backend.settings.secrets import HUB_TOKEN, HUB_TOKEN_VARIABLE, read_secret


def worker_environment() -> dict[str, str]:
    """This process's environment with what a worker needs.

    Idle threads of a small model's matrix products must not spin: with one core busy that slowed
    generation down 20-fold. Libraries must not print progress bars into the log.
    """
    source_root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "OMP_WAIT_POLICY": "PASSIVE",
        "KMP_BLOCKTIME": "0",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": source_root + (os.pathsep + inherited if inherited else ""),
        **_network(read_settings()),
    }


def _network(settings: AppSettings) -> dict[str, str]:
    """Offline, the libraries ask nothing of the Hub; else the person's token goes with them."""
    if settings.offline:
        return {"HF_HUB_OFFLINE": "1"}
    token = _hub_token() if settings.hub_token else None
    return {HUB_TOKEN_VARIABLE: token} if token else {}


def _hub_token() -> str | None:
    """The token; None also where the keyring won't open: a job that needs it says so itself."""
    try:
        return read_secret(HUB_TOKEN)
    except TunedeskError:
        return None
