"""The only places where the window meets other threads and processes."""
