"""A question to a model: whether it can be asked, and which text it is answered from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from backend.chat.retrieval import Found, best_chunk
from backend.chat.spec import SPEAKERS, TUNED
from backend.message import fault
from backend.models.sampling import Sampling
from backend.project import Project


class Question(Protocol):
    """What `ChatSpec` and `Ask` have in common; `ChatSpec` explains the fields."""

    @property
    def prompt(self) -> str: ...  # noqa: D102 - as in ChatSpec

    @property
    def context(self) -> str | None: ...  # noqa: D102

    @property
    def find_context(self) -> bool: ...  # noqa: D102

    @property
    def max_new_tokens(self) -> int: ...  # noqa: D102

    @property
    def temperature(self) -> float: ...  # noqa: D102

    @property
    def top_p(self) -> float: ...  # noqa: D102

    @property
    def seed(self) -> int: ...  # noqa: D102

    @property
    def speakers(self) -> tuple[str, ...]: ...  # noqa: D102


def check_question(question: Question, *, has_run: bool) -> None:
    """Finds all that is wrong with a question.

    Args:
        question: What is to be asked.
        has_run: Whether there is a run that could answer as the tuned model.

    Raises:
        TunedeskError: Names each setting that can't be.
    """
    problems = []
    if not question.prompt.strip():
        problems.append("the question is empty")
    if question.max_new_tokens < 1:
        problems.append(f"max_new_tokens is {question.max_new_tokens}, it must be 1 or more")
    if not 0 <= question.temperature <= 2:
        problems.append(f"temperature is {question.temperature:g}, it must be 0 to 2")
    if not 0 < question.top_p <= 1:
        problems.append(f"top_p is {question.top_p:g}, it must be above 0 and at most 1")
    problems += _speaker_problems(question.speakers, has_run=has_run)
    if problems:
        raise fault(
            "chat.spec",
            "This can't be asked: {problems}.",
            "Change that and ask again.",
            problems="; ".join(problems),
        )


def find_source(question: Question, project: Project) -> Found | None:
    """The chunk to answer from, when one is to be looked for and there is one."""
    if question.context or not question.find_context or not project.dataset_file.is_file():
        return None
    from backend.dataset.store import DatasetStore

    return best_chunk(question.prompt, DatasetStore(project.dataset_file).chunks())


def sampling_of(question: Question) -> Sampling:
    """How the answer's tokens are to be picked."""
    return Sampling(question.max_new_tokens, question.temperature, question.top_p, question.seed)


def _speaker_problems(speakers: Sequence[str], *, has_run: bool) -> list[str]:
    problems = []
    unknown = sorted(set(speakers) - set(SPEAKERS))
    if unknown or not speakers:
        problems.append(f"speakers are {', '.join(unknown) or 'none'}, known are base and tuned")
    if TUNED in speakers and not has_run:
        problems.append("the tuned model is to answer but no run is named")
    return problems
