"""Tunedesk without a window: documents, dataset, plan, training, evaluation, chat, export."""
