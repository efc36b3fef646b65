"""Floor 4: a person asks. The only place that prints, exits, or looks at the clock and the environment.

`main.py` is the way in. A command's module is imported when the command is run, and so is all that it needs.
"""
