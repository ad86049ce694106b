"""The Dataset tab: documents in, rows out, every row with its page."""
