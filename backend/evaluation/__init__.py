"""The scorecard: what changed between the base and the tuned model."""
