"""Answering a person with the base or the tuned model."""
