"""The engine on a cluster: the same rows as one process makes, whatever becomes of its workers."""
