"""Floor 0: the model. Vocabulary, terms, the fold, the clock, readings, intervals, queries.

Pure: no I/O, no clock, no globals that change. Imports the standard library and pydantic only.
"""
