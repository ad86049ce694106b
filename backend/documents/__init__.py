"""Readers that turn files into documents with pages, blocks and chunks."""
