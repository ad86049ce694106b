"""A chat template for a base model that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend.choice import Choice
from backend.message import Message, fault

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

# Plain words and line breaks: a base model has no tokens of its own for the roles, and new ones
# would need trained embeddings. The end is the model's own end token, at which it stops already.
PLAIN_TEMPLATE = (
    "{% for message in messages %}"
    "{% if message['role'] == 'assistant' %}"
    "{{ 'Assistant:\n' + message['content'] + eos_token + '\n' }}"
    "{% else %}"
    "{{ message['role'] | capitalize + ':\n' + message['content'] + '\n\n' }}"
    "{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Assistant:\n' }}{% endif %}"
)


def ensure_template(tokenizer: PreTrainedTokenizerBase) -> None:
    """Gives `tokenizer` the plain chat template if it has none.

    The template is saved with the adapter's tokenizer, so that chat uses what training used.

    Raises:
        TunedeskError: The tokenizer has no end token either, so no answer could ever end.
    """
    if tokenizer.chat_template:
        return
    if tokenizer.eos_token is None:
        raise fault(
            "model.tokenizer.no_end",
            "The model's tokenizer in {folder} has neither a chat template nor an end token, so an "
            "answer could never end.",
            "Take an instruction-tuned version of the model, or set eos_token in its "
            "tokenizer_config.json.",
            folder=str(tokenizer.name_or_path),
        )
    starts_with_bos = tokenizer.bos_token is not None and tokenizer("a").input_ids[:1] == [
        tokenizer.bos_token_id
    ]
    tokenizer.chat_template = ("{{ bos_token }}" if starts_with_bos else "") + PLAIN_TEMPLATE


def plain_template(tokenizer: PreTrainedTokenizerBase) -> Choice[str] | None:
    """The template that was chosen for a model without one; None when it has its own."""
    template = str(tokenizer.chat_template)
    if not template.endswith(PLAIN_TEMPLATE):
        return None
    return Choice(
        template,
        Message(
            "model.template.plain",
            "The model has no chat template; a plain one (User: ... Assistant: ... {end}) is used "
            "and saved with the adapter.",
            {"end": str(tokenizer.eos_token)},
        ),
    )
