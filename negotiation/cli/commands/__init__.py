"""The commands, a module each. None is imported before it is asked for."""
