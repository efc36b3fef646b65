"""Answers leave as a SQLite file: the intervals of the one replay, and the records behind them.

The schema is public and has a version: `docs/sqlite.md`.
"""
