"""Questions that their context does not answer, each with how that was made sure."""
