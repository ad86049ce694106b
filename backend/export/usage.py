"""How what was exported is used: the code that loads it."""

from __future__ import annotations


def loading_code(adapter: str, base: str) -> str:
    """Python that loads an exported adapter on top of its base model.

    Args:
        adapter: Folder of the export.
        base: Folder of the base model.
    """
    return f"""\
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained({_quoted(adapter)})
base = AutoModelForCausalLM.from_pretrained({_quoted(base)})
model = PeftModel.from_pretrained(base, {_quoted(adapter)})"""


def _quoted(path: str) -> str:
    """A path as a Python string; Windows' backslashes stay readable as forward slashes do there."""
    escaped = path.replace("\\", "/") if ":" in path[:3] else path
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'
