"""Who promised what in a negotiation, what came of it, and who says so."""

__version__ = "0.1.0"
