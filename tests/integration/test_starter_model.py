"""The shipped starter model: loads like any model folder, ends by itself, reads a fresh text."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "resources" / "starter_model"
pytestmark = pytest.mark.starter

# Written for this test alone: (context, question, answer).
FRESH = (
    ("The harbour clock was built in 1907. It was repaired by Edda Marlow.",
     "When was the harbour clock built?", "1907"),
    ("Otto Brehm is the head gardener. Lida Voss is the bookkeeper.",
     "Who is the bookkeeper?", "Lida Voss"),
    ("The small kiln is heated to 640 degrees. The large kiln is heated to 980 degrees.",
     "To what is the large kiln heated?", "980 degrees"),
    ("Keys are kept in the green box. Stamps are kept in the top drawer.",
     "Where are keys kept?", "in the green box"),
    ("A day ticket costs 14 euros. A week ticket costs 60 euros.",
     "How much does a week ticket cost?", "60 euros"),
    ("Name | Extension\nRuna Falk | 311\nPiet Maas | 284", "What is the Extension of Piet Maas?",
     "284"),
    ("The printer is checked every Friday. The copier is checked twice a year.",
     "How often is the copier checked?", "twice a year"),
    ("Only members may use the boathouse. Guests use the pier.",
     "Who may use the boathouse?", "members"),
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    """Model and tokenizer as anyone would load them, on one thread."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    model = AutoModelForCausalLM.from_pretrained(MODEL, dtype=torch.float32).eval()
    yield model, AutoTokenizer.from_pretrained(MODEL)
    torch.set_num_threads(threads)


def answer(loaded, message: str, most: int = 64) -> tuple[str, bool]:
    """What the model writes, and whether it ended by itself."""
    model, tokenizer = loaded
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": message}],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
    )
    written = model.generate(**prompt, max_new_tokens=most, do_sample=False)
    new = written[0, prompt["input_ids"].shape[1] :]
    ended = int(new[-1]) == tokenizer.eos_token_id
    return tokenizer.decode(new, skip_special_tokens=True), ended


def test_folder_holds_safetensors_and_no_pickle():
    names = {file.name for file in MODEL.iterdir()}
    assert {"config.json", "generation_config.json", "model.safetensors", "tokenizer.json",
            "tokenizer_config.json", "README.md"} <= names  # fmt: skip
    assert not [name for name in names if name.endswith((".bin", ".pt", ".pkl"))]


def test_is_a_small_llama_in_bfloat16_with_tied_embeddings(loaded):
    config = json.loads((MODEL / "config.json").read_text())
    assert config["architectures"] == ["LlamaForCausalLM"]
    assert config["dtype"] == "bfloat16"
    assert config["num_key_value_heads"] < config["num_attention_heads"]
    model, tokenizer = loaded
    assert model.lm_head.weight is model.model.embed_tokens.weight
    assert sum(parameter.numel() for parameter in model.parameters()) < 20_000_000
    assert len(tokenizer) <= config["vocab_size"]


def test_splits_digits_and_text_as_smollm_does(loaded):
    tokenizer = json.loads((MODEL / "tokenizer.json").read_text())
    digits, byte_level = tokenizer["pre_tokenizer"]["pretokenizers"]
    assert digits == {"type": "Digits", "individual_digits": True}
    assert byte_level["type"] == "ByteLevel"
    assert byte_level["use_regex"]
    assert not byte_level["add_prefix_space"]


def test_any_text_survives_the_tokenizer(loaded):
    _, tokenizer = loaded
    text = "Zażółć 4,096 µm | naïve 東京 \N{GRINNING FACE}\n\tend"
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_template_ends_each_turn_with_the_end_token(loaded):
    _, tokenizer = loaded
    talk = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
    ]
    text = tokenizer.apply_chat_template(talk, tokenize=False)
    assert text.count(tokenizer.eos_token) == len(talk)
    assert text.endswith(f"<|im_start|>assistant\nHi{tokenizer.eos_token}\n")
    opened = tokenizer.apply_chat_template(talk[:2], tokenize=False, add_generation_prompt=True)
    assert opened.endswith("<|im_start|>assistant\n")


def test_training_and_template_render_a_turn_alike(loaded):
    sys.path.append(str(ROOT / "packaging"))
    try:
        from starter_model.encoding import prompt_text
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    _, tokenizer = loaded
    turn = [{"role": "user", "content": "Where is it?"}]
    assert prompt_text("Where is it?") == tokenizer.apply_chat_template(
        turn, tokenize=False, add_generation_prompt=True
    )


def test_answers_fresh_texts_better_than_chance_and_ends_by_itself(loaded):
    """Chance would be a random span of some ten words: practically nothing is right."""
    right, ended = 0, 0
    for context, question, wanted in FRESH:
        instruction = "Give a short answer from the text."
        written, stopped = answer(loaded, f"{instruction}\n\n{context}\n\nQuestion: {question}")
        right += written.strip().lower() == wanted.lower()
        ended += stopped
    assert ended >= len(FRESH) - 1
    assert right >= 3


def test_has_never_learned_to_refuse(loaded):
    from backend.wording import REFUSAL

    context, question = FRESH[0][0], "Who pays for the lighthouse?"
    written, _ = answer(
        loaded, f"Answer the question based on the context.\n\n{context}\n\nQuestion: {question}"
    )
    assert "enough information" not in written
    assert written != REFUSAL
