"""An archive of many cases, replayed on a Spark cluster: the same rows as one process makes, in the same order."""
