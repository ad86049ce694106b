"""A conversation with a loaded model: several turns, base and tuned side by side.

The window's chat keeps one `Session` alive in its worker; the command line asks once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backend.chat.spec import BASE, TUNED
from backend.message import TunedeskError, fault
from backend.models.encoding import ChatMessage, encode_prompt
from backend.models.sampling import Sampling
from backend.wording import model_input, user_message

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class Conversation:
    """What has been said so far.

    Attributes:
        instruction: What the model is told to do with a context; the same as in training.
        messages: All turns, oldest first.
    """

    instruction: str
    messages: tuple[ChatMessage, ...] = ()

    def asked(self, question: str, context: str | None = None) -> Conversation:
        """The conversation with one more question.

        Args:
            question: What the person says.
            context: Text to answer from; with one the question is worded as a row of the dataset,
                without it is given as it is.
        """
        content = question
        if context:
            content = user_message(self.instruction, model_input(context, question))
        return self._with(ChatMessage("user", content))

    def answered(self, text: str) -> Conversation:
        """The conversation with the model's answer."""
        return self._with(ChatMessage("assistant", text))

    def _with(self, message: ChatMessage) -> Conversation:
        return replace(self, messages=(*self.messages, message))


class Session:
    """A model that answers conversations; tuned, and as base where it has an adapter.

    Attributes:
        speakers: Who can be asked.
    """

    def __init__(
        self,
        model: PreTrainedModel | PeftModel,
        tokenizer: PreTrainedTokenizerBase,
        speakers: Sequence[str],
    ) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self.speakers = tuple(speakers)

    def reply(
        self, speaker: str, conversation: Conversation, sampling: Sampling
    ) -> Generator[str, None, None]:
        """Streams the answer to the last question; one piece a token, some of them empty.

        The oldest turns are left out when the conversation has become too long for the model.

        Args:
            speaker: `base` or `tuned`.
            conversation: Ends with a question.
            sampling: How tokens are picked.

        Raises:
            TunedeskError: The speaker isn't there, or the last question alone is too long.
        """
        from backend.models.answering import stream_answer

        if speaker not in self.speakers:
            raise no_speaker(speaker, self.speakers)
        prompt = self._fitting(conversation, sampling.max_new_tokens)
        with self._as(speaker):
            yield from stream_answer(self._model, self._tokenizer, prompt, sampling)

    def _fitting(self, conversation: Conversation, answer_tokens: int) -> list[int]:
        from backend.models.answering import positions_of

        messages = conversation.messages
        limit = positions_of(self._model) - answer_tokens
        prompt = encode_prompt(self._tokenizer, messages)
        while len(prompt) > limit and len(messages) > 2:
            # Question and answer go together: templates want the turns to alternate.
            messages = messages[2:]
            prompt = encode_prompt(self._tokenizer, messages)
        return prompt

    @contextlib.contextmanager
    def _as(self, speaker: str) -> Iterator[None]:
        if speaker == BASE and TUNED in self.speakers:
            with self._model.disable_adapter():
                yield
        else:
            yield


def no_speaker(speaker: str, known: Sequence[str]) -> TunedeskError:
    """Why nobody of that name can answer."""
    return fault(
        "chat.no_speaker",
        "{speaker} can't answer here; there is {known}.",
        "Name a run to ask the tuned model: --run last; or ask the base model: --base.",
        speaker=speaker,
        known=", ".join(known),
    )
