"""Answers kept from run to run, in one file that may be deleted at any time: with it or without, they are the same.

What a run with a kept answer imports is the modules of this folder that `hot` names and nothing of the model, so
these do without whatever is slow to import: no `typing`, `dataclasses`, `enum`, `re`, `pathlib` or `hashlib`.
"""
