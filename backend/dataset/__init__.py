"""Rows of question and answer, each traceable to the page that it came from."""
