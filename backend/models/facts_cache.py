"""ModelFacts for processes without torch: from the cache, or built once in a child process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from backend.files import read_json, write_json
from backend.message import TunedeskError, fault
from backend.models.facts import ModelFacts
from backend.models.facts_build import BuildOutcome
from backend.models.folder import CONFIG_FILE, read_config, resolve_model
from backend.project import STARTER
from backend.settings.paths import app_folder

# Changes whenever ModelFacts or how it is built changes, so that old entries are not read.
FACTS_VERSION = 1
# Estimate: a cold import of torch and transformers takes up to 12 s, and several times that from a
# slow disk; check with `time python -m backend.models.facts_build CONFIG OUT`.
BUILD_TIMEOUT_S = 180.0


def facts_of(reference: str) -> ModelFacts:
    """The facts of a model: `starter`, a model's folder, or a bare config file.

    The first call for a config takes seconds (a child imports torch); later ones read a file.

    Raises:
        TunedeskError: There is no such model, or none can be made from its config.
    """
    config = _config_file(reference)
    name = STARTER if reference == STARTER else _name(config)
    cached = cached_facts(config)
    if cached is None:
        cached = _build(config)
        write_json(_cache_file(config), cached)
    return replace(cached, name=name)


def cached_facts(config: Path) -> ModelFacts | None:
    """The facts for a config file if they were built before; never takes long."""
    file = _cache_file(config)
    if not file.is_file():
        return None
    try:
        return read_json(file, ModelFacts)
    except TunedeskError:
        # A cache that can't be read is only a cache: it is made anew.
        return None


def facts_folder() -> Path:
    """Where the facts of models are kept; may be deleted at any time."""
    return app_folder() / "facts"


def _config_file(reference: str) -> Path:
    path = Path(reference).expanduser()
    file = path if path.is_file() else resolve_model(reference) / CONFIG_FILE
    read_config(file)
    return file.resolve()


def _name(config: Path) -> str:
    return config.parent.name if config.name == CONFIG_FILE else config.stem


def _cache_file(config: Path) -> Path:
    """Named by all that the facts depend on: the config's bytes, transformers, this module."""
    digest = hashlib.sha256(config.read_bytes())
    digest.update(f"|facts {FACTS_VERSION}|transformers {version('transformers')}".encode())
    return facts_folder() / f"{digest.hexdigest()[:32]}.json"


def _build(config: Path) -> ModelFacts:
    """Runs `backend.models.facts_build` in a child process and reads what it found."""
    with tempfile.TemporaryDirectory(prefix="tunedesk-facts-") as folder:
        out = Path(folder) / "facts.json"
        command = [sys.executable, "-m", "backend.models.facts_build", str(config), str(out)]
        try:
            done = subprocess.run(
                command,
                env=_environment(),
                capture_output=True,
                timeout=BUILD_TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _build_failed(config, f"it took longer than {BUILD_TIMEOUT_S:.0f} s") from error
        if done.returncode != 0 or not out.is_file():
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise _build_failed(config, lines[-1] if lines else f"status {done.returncode}")
        outcome = read_json(out, BuildOutcome)
    if outcome.problem is not None and outcome.remedy is not None:
        raise TunedeskError(outcome.problem, outcome.remedy)
    assert outcome.facts is not None  # noqa: S101  (the child writes one or the other)
    return outcome.facts


def _environment() -> dict[str, str]:
    """The child needs our package, no GPU, no network and one thread."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "CUDA_VISIBLE_DEVICES": "",
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }


def _build_failed(config: Path, cause: str) -> TunedeskError:
    return fault(
        "model.facts_failed",
        "The facts of {path} could not be worked out: {cause}.",
        "Run `tunedesk doctor` to see whether torch and transformers are installed whole.",
        path=str(config),
        cause=cause,
    )
