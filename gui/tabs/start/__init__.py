"""The Start tab: how to begin, what was open last, what is in the open project."""
