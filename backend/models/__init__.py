"""Base models: where they are, what is known of them, how they are prompted and loaded."""
