"""The Test tab: talking to the tuned model, and what training changed."""
