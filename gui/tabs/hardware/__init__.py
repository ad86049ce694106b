"""The Hardware tab: what there is, which model, and whether its training fits."""
