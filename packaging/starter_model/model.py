"""The starter model's shape, and writing it in Hugging Face form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model. Estimate: chosen by trials of minutes each; see the model card."""

    width: int = 192
    inner_width: int = 512
    layers: int = 6
    heads: int = 6
    key_value_heads: int = 2
    positions: int = 1024


def new_model(shape: Shape, tokenizer: Tokenizer) -> Any:
    """A fresh `LlamaForCausalLM` in float32 with tied embeddings."""
    from transformers import LlamaConfig, LlamaForCausalLM

    from starter_model.encoding import END_OF_TEXT, TURN_END

    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=shape.width,
        intermediate_size=shape.inner_width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.key_value_heads,
        head_dim=shape.width // shape.heads,
        max_position_embeddings=shape.positions,
        tie_word_embeddings=True,
        initializer_range=0.03,
        bos_token_id=None,
        eos_token_id=tokenizer.token_to_id(TURN_END),
        pad_token_id=tokenizer.token_to_id(END_OF_TEXT),
        attn_implementation="sdpa",
    )
    model = LlamaForCausalLM(config)
    start_with_copying(model)
    return model


def start_with_copying(model: Any) -> None:
    """Gives a fresh model a rough copying circuit to begin with.

    Small models find it only after millions of tokens: one head that looks at the token before,
    and in the next layer one that looks for a token whose predecessor is the present token, and
    passes it on. Both are set here by hand in the first head of layers 0 and 1; all weights are
    trained from there.

    Source: the circuit is Olsson et al. 2022, "In-context Learning and Induction Heads"; starting
    from hand-made attention is in the spirit of Trockman and Kolter 2023, "Mimetic Initialization
    of Self-Attention Layers". Estimate: the scales below give a clear maximum by hand calculation.
    """
    import torch

    config = model.config
    width, head = config.hidden_size, config.head_dim
    half = head // 2
    theta = config.rope_parameters["rope_theta"]
    turns = theta ** (-torch.arange(half) / half)  # angle per position of each pair of dimensions
    base = torch.linalg.qr(torch.randn(width - 1, width - 1)).Q
    # One dimension holds the same number for all tokens: it carries what depends on place alone.
    sent = torch.cat([torch.zeros(head, 1), base[:head]], 1)  # (R, D): the token's mark
    passed = torch.cat([torch.zeros(head, 1), base[head : 2 * head]], 1)
    written = torch.linalg.qr(torch.randn(width, head)).Q  # (D, R): where the mark is put
    slow = torch.zeros(head, 1)
    slow[[*range(half * 3 // 8, half), *range(half + half * 3 // 8, head)]] = 1.0
    with torch.no_grad():
        model.model.embed_tokens.weight[:, 0] = 0.2
        previous, matching = (layer.self_attn for layer in model.model.layers[:2])
        previous.q_proj.weight[:head] = 0.0
        previous.k_proj.weight[:head] = 0.0
        for pair in range(3):
            previous.q_proj.weight[pair, 0] = 1.2
            previous.k_proj.weight[pair, 0] = 1.2 * torch.cos(turns[pair])
            previous.k_proj.weight[pair + half, 0] = 1.2 * torch.sin(turns[pair])
        previous.v_proj.weight[:head] = 0.25 * sent
        previous.o_proj.weight[:, :head] = 0.25 * written
        matching.q_proj.weight[:head] = 2.0 * slow * sent
        matching.k_proj.weight[:head] = 2.0 * slow * written.T
        matching.v_proj.weight[:head] = 0.4 * passed
        matching.o_proj.weight[:, :head] = 0.4 * passed.T


def save_model(model: Any, folder: Path) -> None:
    """Writes the weights in bfloat16 with configuration and generation settings.

    The folder gets complete files only: they are written beside it and moved.
    """
    import copy
    import shutil
    import tempfile

    import torch

    config = model.config
    plain = copy.deepcopy(model).to(torch.bfloat16)
    plain.generation_config.eos_token_id = config.eos_token_id
    plain.generation_config.pad_token_id = config.pad_token_id
    plain.generation_config.bos_token_id = None
    plain.generation_config.max_new_tokens = 96
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        plain.save_pretrained(beside)
        for file in Path(beside).iterdir():
            shutil.move(str(file), folder / file.name)
