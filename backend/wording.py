"""The words around a question: one form for training, evaluation and chat."""

from __future__ import annotations

INSTRUCTION = "Answer the question based on the context."
REFUSAL = "I do not have enough information to answer this based on the context provided."


def model_input(context: str, question: str) -> str:
    """Joins context and question in the one form used in training, evaluation and chat."""
    if context and question:
        return f"{context}\n\nQuestion: {question}"
    return context or question


def user_message(instruction: str, model_input_text: str) -> str:
    """What the person says in the conversation that a row becomes."""
    return f"{instruction}\n\n{model_input_text}" if model_input_text else instruction
