"""Floor 1: curated text in, a case and its problems out.

May read files, and nothing else: no clock, no printing, no network. Imports the model and never the floors above.
"""
