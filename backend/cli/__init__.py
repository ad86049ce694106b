"""The command line: every job headless."""
