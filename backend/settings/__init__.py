"""Where the app keeps its own files, and its settings."""
