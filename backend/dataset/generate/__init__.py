"""Question generators behind one protocol."""
