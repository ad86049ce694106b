"""Builds the starter model: its text, tokenizer and weights. No part of the app."""
