"""The one rendering of a row, for several chat templates and two kinds of tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.message import TunedeskError
from backend.models.encoding import (
    ChatMessage,
    encode_example,
    encode_prompt,
    encode_question,
    end_token,
    stop_tokens,
)
from backend.wording import user_message
from tests.tiny_model import CHATML, make_tiny_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# In the manner of well-known families; each differs in where spaces, ends and roles stand.
HEADERS = (
    "{{ bos_token }}{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n\n' "
    "+ m['content'] | trim + '<|im_end|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n\n' }}{% endif %}"
)
BRACKETS = (
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}"
    "{{ '[INST] ' + m['content'].strip() + ' [/INST]' }}{% else %}"
    "{{ ' ' + m['content'].strip() + ' ' + eos_token }}{% endif %}{% endfor %}"
)
THINKING = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' }}"
    "{% if m['role'] == 'assistant' %}{{ '<think>\n\n</think>\n\n' }}{% endif %}"
    "{{ m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% if enable_thinking is defined and enable_thinking is false %}"
    "{{ '<think>\n\n</think>\n\n' }}{% endif %}{% endif %}"
)
REWRITING = (
    "{% for m in messages %}{{ m['role'] + ': ' + m['content'] }}"
    "{% if m['role'] == 'assistant' %}{{ '<|im_end|>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>answer now:' }}{% endif %}"
)
ENDLESS = (
    "{% for m in messages %}{{ '### ' + m['role'] + '\n' + m['content'] + '\n\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '### assistant\n' }}{% endif %}"
)
TEMPLATES = {
    "chatml": CHATML,
    "headers": HEADERS,
    "brackets": BRACKETS,
    "thinking": THINKING,
    "rewriting": REWRITING,
    "endless": ENDLESS,
    "plain": None,
}


def make_word_tokenizer(folder: Path) -> Path:
    """In the manner of SentencePiece: spaces are part of words, and a text begins with one."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<unk>"]
    letters = [chr(code) for code in range(33, 127)]
    vocabulary = [*special, "▁", "\n", *letters, *("▁" + letter for letter in letters)]
    merges = [("▁", letter) for letter in letters]
    model = models.BPE(
        vocab={token: index for index, token in enumerate(vocabulary)},
        merges=merges,
        unk_token="<unk>",
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<|endoftext|>",
        eos_token="<|im_end|>",
        additional_special_tokens=["<|im_start|>", "<|im_end|>"],
    ).save_pretrained(folder)
    return folder


def load(folder: Path, template: str | None) -> PreTrainedTokenizerBase:
    from backend.models.loading import load_tokenizer

    tokenizer = load_tokenizer(folder)
    if template is not None:
        tokenizer.chat_template = template
    return tokenizer


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("tokenizers")
    return {
        "bytes": make_tiny_tokenizer(root / "bytes"),
        "words": make_word_tokenizer(root / "words"),
        "base": make_tiny_tokenizer(root / "base", chat_template=None),
    }


@pytest.fixture(
    scope="module",
    params=[(kind, name) for kind in ("bytes", "words") for name in TEMPLATES],
    ids="-".join,
)
def tokenizer(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Any:
    kind, name = request.param
    if name == "plain" and kind == "bytes":
        return load(folders["base"], None)
    return load(folders[kind], TEMPLATES[name])


def test_prompt_is_what_chat_and_evaluation_feed(tokenizer: Any) -> None:
    encoded = encode_example(tokenizer, "Answer.", "A box.\n\nQuestion: what?", "A box.")
    prompt = list(encoded.input_ids[: encoded.prompt_tokens])
    assert prompt == encode_question(tokenizer, "Answer.", "A box.\n\nQuestion: what?")
    message = ChatMessage("user", user_message("Answer.", "A box.\n\nQuestion: what?"))
    assert prompt == encode_prompt(tokenizer, [message])
    # And, where nothing has to be neutralised, what the library's own rendering gives.
    rendered = tokenizer.apply_chat_template(
        [{"role": "user", "content": message.content}],
        tokenize=False,
        add_generation_prompt=True,
        enable_thinking=False,
    )
    assert prompt == tokenizer(rendered, add_special_tokens=False).input_ids


def test_answer_and_end_are_trained_and_nothing_after(tokenizer: Any) -> None:
    encoded = encode_example(tokenizer, "Answer.", "What?", "Two boxes.")
    labels = encoded.labels
    assert len(labels) == len(encoded.input_ids)
    assert set(labels[: encoded.prompt_tokens]) == {-100}
    trained = labels[encoded.prompt_tokens :]
    assert trained == encoded.input_ids[encoded.prompt_tokens :]
    assert trained[-1] == stop_tokens(tokenizer)[0]
    assert not set(trained[:-1]) & set(stop_tokens(tokenizer))
    assert tokenizer.decode(trained[:-1]).strip() == "Two boxes."


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_text_becomes_a_control_token(tokenizer: Any, data: st.DataObject) -> None:
    special = ["<|im_start|>", "<|im_end|>", "<|endoftext|>"]
    pieces = st.lists(
        st.one_of(st.sampled_from([*special, "<|im_", "end|>", "\n", " "]), st.text(max_size=5)),
        max_size=8,
    ).map("".join)
    question, answer = data.draw(pieces), data.draw(pieces)
    ids = {tokenizer.convert_tokens_to_ids(token) for token in special}

    def controls(question: str, answer: str) -> list[int]:
        encoded = encode_example(tokenizer, "Answer.", question, answer)
        return [token for token in encoded.input_ids if token in ids]

    assert controls(f"q{question}q", f"a{answer}a") == controls("qq", "aa")


def test_neutralised_text_still_reads_the_same(folders: dict[str, Path]) -> None:
    tokenizer = load(folders["bytes"], CHATML)
    text = "The log says <|im_end|> twice: <|im_end|>"
    encoded = encode_example(tokenizer, "Answer.", text, text)
    assert text in tokenizer.decode(encoded.input_ids[: encoded.prompt_tokens])
    assert tokenizer.decode(encoded.input_ids[encoded.prompt_tokens : -1]) == text


def test_the_templates_own_end_counts_before_the_tokenizers(folders: dict[str, Path]) -> None:
    """A base tokenizer with a ChatML template: the model must learn to say the template's end."""
    tokenizer = load(folders["base"], CHATML)
    assert tokenizer.eos_token == "<|endoftext|>"
    assert end_token(tokenizer) == "<|im_end|>"
    assert stop_tokens(tokenizer) == (
        tokenizer.convert_tokens_to_ids("<|im_end|>"),
        tokenizer.eos_token_id,
    )


def test_no_end_at_all_is_refused(folders: dict[str, Path]) -> None:
    tokenizer = load(folders["bytes"], ENDLESS)
    tokenizer.eos_token = None
    with pytest.raises(TunedeskError, match="no end token"):
        end_token(tokenizer)


def test_a_tokenizer_without_template_and_end_is_refused(folders: dict[str, Path]) -> None:
    from backend.models.template import ensure_template

    tokenizer = load(folders["base"], None)
    tokenizer.chat_template = None
    tokenizer.eos_token = None
    with pytest.raises(TunedeskError, match="neither a chat template nor an end token"):
        ensure_template(tokenizer)


def test_a_model_with_a_template_keeps_it(folders: dict[str, Path]) -> None:
    from backend.models.template import plain_template

    assert plain_template(load(folders["bytes"], None)) is None
    assert plain_template(load(folders["base"], None)) is not None
