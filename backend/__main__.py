"""`python -m backend`: the command line."""

from backend.cli.main import entry

if __name__ == "__main__":
    entry()
