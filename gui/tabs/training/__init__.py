"""The Training tab: begin a run, watch it, stop it, go on with it."""
