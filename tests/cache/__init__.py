"""Answers that are kept: the same as those that are worked out, and never those to another question."""
