"""The window. Qt and nothing else: no machine-learning library is ever imported here."""
