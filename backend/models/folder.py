"""A model as a folder on disk: where it is, and whether it can be used safely.

Nothing here runs or unpickles anything from the folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backend.message import TunedeskError, fault
from backend.models.safetensors_header import check_safetensors
from backend.models.tokenizer import load_tokenizer
from backend.project import STARTER
from backend.settings.paths import resources_folder

CONFIG_FILE = "config.json"
SINGLE_WEIGHTS_FILE = "model.safetensors"
INDEX_FILE = "model.safetensors.index.json"
_PICKLE_SUFFIXES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl"})

# Models whose folders name code of their own in `auto_map` though transformers implements them:
# that code is never read, so they are safe. A test holds this list against transformers.
NATIVE_DESPITE_AUTO_MAP = frozenset(
    {"falcon", "gpt_neox", "mixtral", "mpt", "olmo", "phi", "phi3", "phimoe", "qwen2",
     "stablelm", "starcoder2"}
)  # fmt: skip


def resolve_model(reference: str) -> Path:
    """The folder of a model: `starter`, or a folder's path.

    Raises:
        TunedeskError: There is no such folder.
    """
    if reference == STARTER:
        return resources_folder() / "starter_model"
    folder = Path(reference).expanduser()
    if not folder.is_dir():
        raise fault(
            "model.folder_missing",
            "{path} is not a model folder: {cause}.",
            'Give the folder that holds config.json, or "starter" for the model that ships with '
            "the app.",
            path=str(folder),
            cause="it is a file" if folder.exists() else "there is no such folder",
        )
    return folder.resolve()


def check_model_folder(path: Path) -> None:
    """Checks that `path` holds a model which can be loaded without running foreign code.

    Raises:
        TunedeskError: Not a folder; no config, weights or tokenizer; weights only as pickles; code
            of its own; already quantised; a torn or crafted safetensors file.
    """
    folder = resolve_model(str(path))
    config = read_config(folder / CONFIG_FILE)
    _refuse_foreign_code(folder, config)
    _refuse_quantised(folder, config)
    for file in weight_files(folder):
        check_safetensors(file)
    load_tokenizer(folder)


def read_config(file: Path) -> dict[str, Any]:
    """The model's config as JSON.

    Raises:
        TunedeskError: The file is missing, not JSON, or has no `model_type`.
    """
    if not file.is_file():
        raise fault(
            "model.config_missing",
            "{path} is not there, so this is not a model folder.",
            "Give the folder that holds config.json and the model's weights.",
            path=str(file),
        )
    try:
        config = json.loads(file.read_bytes())
    except (ValueError, RecursionError, OSError) as error:
        raise _config_broken(file, str(error)) from error
    if not isinstance(config, dict) or not isinstance(config.get("model_type"), str):
        raise _config_broken(file, "it does not say which model_type it is")
    return config


def weight_files(folder: Path) -> tuple[Path, ...]:
    """The safetensors files that hold the model's weights.

    Raises:
        TunedeskError: There are none, only pickles, or a part is missing.
    """
    index = folder / INDEX_FILE
    if index.is_file():
        return _indexed_files(index)
    single = folder / SINGLE_WEIGHTS_FILE
    if single.is_file():
        return (single,)
    raise _no_weights(folder)


def _indexed_files(index: Path) -> tuple[Path, ...]:
    try:
        names = {str(name) for name in json.loads(index.read_bytes())["weight_map"].values()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise fault(
            "model.index_broken",
            "{path} can't be read: {cause}.",
            "Copy the file again from where the model came from.",
            path=str(index),
            cause=repr(error),
        ) from error
    files = []
    for name in sorted(names):
        file = index.parent / name
        if "/" in name or "\\" in name or not file.is_file():
            raise fault(
                "model.part_missing",
                "{path} names the part {part}, which is not in the folder.",
                "Copy or download the missing part into the folder.",
                path=str(index),
                part=name,
            )
        files.append(file)
    return tuple(files)


def _no_weights(folder: Path) -> TunedeskError:
    pickles = sorted(file.name for file in folder.iterdir() if file.suffix in _PICKLE_SUFFIXES)
    if pickles:
        return fault(
            "model.pickle_only",
            "{path} holds its weights only as {file}: opening such a file can run any program that "
            "was hidden in it, so it is refused.",
            "Take the version of this model that has model.safetensors.",
            path=str(folder),
            file=pickles[0],
        )
    return fault(
        "model.weights_missing",
        "{path} has no weights: model.safetensors is not there.",
        "Download or copy the whole model into the folder.",
        path=str(folder),
    )


def _refuse_foreign_code(folder: Path, config: dict[str, Any]) -> None:
    if "auto_map" in config and config["model_type"] not in NATIVE_DESPITE_AUTO_MAP:
        raise foreign_code(folder / CONFIG_FILE, str(config["model_type"]))


def foreign_code(file: Path, model_type: str) -> TunedeskError:
    """The refusal of a model that would need to run code from its own folder."""
    return fault(
        "model.foreign_code",
        "{path}: a model of type {model_type} needs program code from its own folder, which could "
        "do anything on this computer; it is refused.",
        "Choose a model that the installed version of transformers supports by itself, such as "
        "Llama, Mistral, Qwen, Gemma or Phi.",
        path=str(file),
        model_type=model_type,
    )


def _refuse_quantised(folder: Path, config: dict[str, Any]) -> None:
    quantised = config.get("quantization_config")
    if quantised:
        kind = quantised.get("quant_method", "unknown") if isinstance(quantised, dict) else "?"
        raise fault(
            "model.quantised",
            "{path} holds weights that are already quantised ({kind}).",
            "Take the unquantised version of this model; it is quantised here while it is loaded.",
            path=str(folder),
            kind=str(kind),
        )


def _config_broken(file: Path, cause: str) -> TunedeskError:
    return fault(
        "model.config_broken",
        "{path} can't be used as a model's config: {cause}.",
        "Copy config.json again from where the model came from.",
        path=str(file),
        cause=cause,
    )
