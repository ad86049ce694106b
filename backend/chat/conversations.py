"""What was said in a chat, by each speaker for itself."""

from __future__ import annotations

from backend.chat.session import Conversation


class Conversations:
    """Each speaker's own conversation: it sees the answers that it gave, never the other's."""

    def __init__(self, instruction: str) -> None:
        """Begins with nothing said.

        Args:
            instruction: What the models are told to do with a context; the same as in training.
        """
        self._fresh = Conversation(instruction)
        self._turns: dict[str, list[tuple[int, Conversation]]] = {}

    def go_back(self, after: int | None) -> None:
        """Forgets what was said after a turn; None forgets nothing, 0 all."""
        if after is None:
            return
        for speaker, turns in self._turns.items():
            self._turns[speaker] = [each for each in turns if each[0] <= after]

    def of(self, speaker: str) -> Conversation:
        """What was said with the speaker so far."""
        turns = self._turns.get(speaker)
        return turns[-1][1] if turns else self._fresh

    def keep(self, speaker: str, turn: int, conversation: Conversation) -> None:
        """Keeps a conversation that ends with the answer to the question of that number."""
        self._turns.setdefault(speaker, []).append((turn, conversation))
