"""The exit statuses of the command line."""

from __future__ import annotations

DONE = 0
FAILED = 1
USAGE = 2
