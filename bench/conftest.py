"""Which modules the tests look at for examples: all but the one that needs a peer to be installed."""

collect_ignore = ["aggregates.py"]
