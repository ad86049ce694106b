"""How any long work runs: spec, journal, handle, queue, reducer, worker."""
