"""One folder per tab; `registry` names them in the order of the work."""
