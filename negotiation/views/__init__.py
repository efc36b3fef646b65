"""Floor 2: rows, text, JSON and charts as data.

Pure: what it shows is handed to it; it reads no file and no clock, and prints nothing.
"""
