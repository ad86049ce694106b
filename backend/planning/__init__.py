"""Memory plans: pure arithmetic over ModelFacts, without torch."""
