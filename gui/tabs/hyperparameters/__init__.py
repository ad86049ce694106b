"""The Hyperparameters tab: the recipe as a form, and what the run will be."""
