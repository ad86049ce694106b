"""Dataset file formats behind one protocol."""
