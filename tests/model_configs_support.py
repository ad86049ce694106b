"""Small configs of the families that the planner is tested with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_COMMON: dict[str, Any] = {
    "hidden_size": 64,
    "intermediate_size": 160,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 320,
    "max_position_embeddings": 512,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}

CONFIGS: dict[str, dict[str, Any]] = {
    "llama": {**_COMMON, "model_type": "llama", "tie_word_embeddings": False},
    "mistral": {**_COMMON, "model_type": "mistral", "sliding_window": 128},
    "qwen2": {**_COMMON, "model_type": "qwen2", "tie_word_embeddings": False},
    "gemma2": {**_COMMON, "model_type": "gemma2", "head_dim": 32, "sliding_window": 64},
    "phi3": {**_COMMON, "model_type": "phi3", "tie_word_embeddings": False},
    "smollm": {**_COMMON, "model_type": "llama", "tie_word_embeddings": True},
    "gpt2": {"model_type": "gpt2", "n_embd": 64, "n_layer": 3, "n_head": 4, "vocab_size": 320,
             "n_positions": 256, "bos_token_id": 1, "eos_token_id": 2},
    "qwen3_moe": {**_COMMON, "model_type": "qwen3_moe", "num_experts": 4, "num_experts_per_tok": 2,
                  "moe_intermediate_size": 32, "head_dim": 16, "tie_word_embeddings": False},
    "mixtral": {**_COMMON, "model_type": "mixtral", "num_local_experts": 4,
                "num_experts_per_tok": 2, "tie_word_embeddings": False},
}  # fmt: skip


def write_config(folder: Path, family: str, **changes: Any) -> Path:
    """Writes `config.json` of that family into `folder` and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({**CONFIGS[family], **changes}))
    return folder
