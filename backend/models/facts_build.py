"""Builds ModelFacts from a config by making the model on torch's meta device: shapes, no weights.

Run as a child process, so that nobody else needs torch:
`python -m backend.models.facts_build CONFIG OUT` writes a `BuildOutcome` as JSON to OUT.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend.files import write_json
from backend.message import Message, TunedeskError, fault
from backend.models.facts import ModelFacts, ModuleRole, TensorFacts
from backend.models.folder import CONFIG_FILE, foreign_code, read_config

if TYPE_CHECKING:
    import torch
    from transformers import PretrainedConfig, PreTrainedModel

_ATTENTION_WORDS = ("attn", "attention")
_FEED_FORWARD_WORDS = ("mlp", "feed_forward", "ffn", "experts", "moe", "fc1", "fc2")


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What the child process found: the facts, or the fault in words."""

    facts: ModelFacts | None
    problem: Message | None = None
    remedy: Message | None = None


def build_facts(folder_or_config: Path) -> ModelFacts:
    """The facts of the model whose config is given as a folder or as a JSON file.

    Raises:
        TunedeskError: The config is missing, broken, of an unknown type, or needs foreign code.
    """
    is_folder = folder_or_config.is_dir()
    file = folder_or_config / CONFIG_FILE if is_folder else folder_or_config
    config = _config(file)
    model = _meta_model(file, config)
    text = config.get_text_config()
    experts = _first(text, "num_local_experts", "num_experts", "n_routed_experts") or 0
    heads = int(text.num_attention_heads)
    return ModelFacts(
        name=folder_or_config.name if is_folder else file.stem,
        architecture=type(model).__name__,
        model_type=str(config.model_type),
        layers=int(text.num_hidden_layers),
        width=int(text.hidden_size),
        heads=heads,
        key_value_heads=int(_first(text, "num_key_value_heads", "num_kv_heads") or heads),
        head_size=int(_first(text, "head_dim") or text.hidden_size // heads),
        feed_forward_width=_feed_forward_width(text, experts),
        feed_forward_gated=any("gate_proj" in n or "gate_up_proj" in n for n, _ in _named(model)),
        vocabulary=int(model.get_input_embeddings().weight.shape[0]),
        max_positions=int(_first(text, "max_position_embeddings", "n_positions") or 0),
        sliding_window=_sliding_window(text),
        tied_embeddings=bool(config.tie_word_embeddings),
        experts=int(experts),
        experts_per_token=int(_first(text, "num_experts_per_tok", "moe_topk") or 0)
        if experts
        else 0,
        tensors=tuple(_tensors(model)),
    )


def _config(file: Path) -> PretrainedConfig:
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING

    raw = read_config(file)
    model_type = raw["model_type"]
    if model_type not in CONFIG_MAPPING:
        if "auto_map" in raw:
            raise foreign_code(file, model_type)
        raise fault(
            "model.unknown_type",
            "{path}: the installed version of transformers does not know models of type "
            "{model_type}.",
            "Choose another model, or update the app.",
            path=str(file),
            model_type=model_type,
        )
    # The person's machine decides these, not the folder.
    for key in ("auto_map", "quantization_config", "attn_implementation", "_attn_implementation"):
        raw.pop(key, None)
    try:
        return CONFIG_MAPPING[model_type].from_dict(raw)
    except Exception as error:  # each config class checks its own fields in its own way
        raise _unusable(file, error) from error


def _meta_model(file: Path, config: PretrainedConfig) -> PreTrainedModel:
    import torch
    from transformers import AutoModelForCausalLM

    try:
        with torch.device("meta"):
            model = AutoModelForCausalLM.from_config(config, trust_remote_code=False)
    except Exception as error:  # as above
        raise _unusable(file, error) from error
    model.tie_weights()
    return model


def _tensors(model: PreTrainedModel) -> Iterator[TensorFacts]:
    """Each parameter once; a linear layer's shape as (out features, in features)."""
    quantised = _quantised_modules(model)
    head = model.get_output_embeddings()
    for module_name, module in model.named_modules():
        for name, parameter in module.named_parameters(recurse=False):
            full_name = f"{module_name}.{name}" if module_name else name
            if module is head and parameter is model.get_input_embeddings().weight:
                continue
            linear = name == "weight" and module_name in quantised
            shape = tuple(parameter.shape)
            if linear and type(module).__name__ == "Conv1D":
                shape = shape[::-1]
            role = ModuleRole.HEAD if module is head else _role(full_name, module)
            yield TensorFacts(full_name, shape, role, linear)


def _quantised_modules(model: PreTrainedModel) -> frozenset[str]:
    """Names of the modules whose weights bitsandbytes quantises when this model is loaded.

    These are `nn.Linear` itself (no subclass) and GPT-2's `Conv1D`, less the head and what is tied
    to it; fused expert tensors are parameters of other modules and stay as they are.

    Source: transformers 5.23, integrations/bitsandbytes.py `replace_with_bnb_linear` and
    quantizers/base.py `get_modules_to_not_convert`.
    """
    from torch import nn
    from transformers.pytorch_utils import Conv1D
    from transformers.quantizers.base import HfQuantizer
    from transformers.quantizers.quantizers_utils import should_convert_module

    kept = HfQuantizer.get_modules_to_not_convert(model, None, model._keep_in_fp32_modules)
    return frozenset(
        name
        for name, module in model.named_modules()
        if (type(module) is nn.Linear or isinstance(module, Conv1D))
        and should_convert_module(name, kept)
    )


def _role(name: str, module: torch.nn.Module) -> ModuleRole:
    kind = type(module).__name__.lower()
    if "norm" in kind:
        return ModuleRole.NORM
    if "embedding" in kind:
        return ModuleRole.EMBEDDING
    if any(word in name for word in _ATTENTION_WORDS):
        return ModuleRole.ATTENTION
    if any(word in name for word in _FEED_FORWARD_WORDS):
        return ModuleRole.FEED_FORWARD
    return ModuleRole.OTHER


def _feed_forward_width(text: PretrainedConfig, experts: int) -> int:
    names = ("intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size")
    width = _first(text, "moe_intermediate_size", *names) if experts else _first(text, *names)
    # GPT-2 and its relatives leave it unsaid and take four times the width.
    return int(width or 4 * text.hidden_size)


def _sliding_window(text: PretrainedConfig) -> int | None:
    if getattr(text, "use_sliding_window", True) is False:
        return None
    window = getattr(text, "sliding_window", None)
    return int(window) if window else None


def _first(text: PretrainedConfig, *names: str) -> Any:
    """The first of these fields that the config has and that isn't None."""
    return next((v for v in (getattr(text, name, None) for name in names) if v is not None), None)


def _named(model: PreTrainedModel) -> Iterator[tuple[str, object]]:
    return iter(model.named_parameters())


def _unusable(file: Path, error: Exception) -> TunedeskError:
    return fault(
        "model.config_unusable",
        "{path}: no language model can be made from this config: {cause}.",
        "Check that it is the config of a causal language model, or copy it again from where the "
        "model came from.",
        path=str(file),
        cause=(str(error).strip().splitlines() or [type(error).__name__])[0],
    )


def main(arguments: list[str]) -> int:
    """Entry of the child process; a fault goes into OUT too, so the exit status stays 0."""
    config, out = (Path(argument) for argument in arguments)
    try:
        outcome = BuildOutcome(build_facts(config))
    except TunedeskError as error:
        outcome = BuildOutcome(None, error.message, error.remedy)
    write_json(out, outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
