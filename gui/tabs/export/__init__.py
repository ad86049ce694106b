"""The Export tab: handing over what a run has learned."""
