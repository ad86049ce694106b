"""Small widgets that every tab is made of. They know nothing of models and tabs."""
