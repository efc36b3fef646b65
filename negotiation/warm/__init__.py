"""Answers from a file: the intervals of one case and what answers show beside them, kept in SQLite to be read back.

The file is ours alone and may go at any time; the public one is `store/`. What is read back needs the standard
library and nothing else.
"""
