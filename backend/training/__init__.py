"""Supervised fine-tuning in the worker process."""
