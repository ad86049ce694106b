"""The hyperparameters, their rules and presets."""
