"""The tables of the file."""

LAYOUT = 1
"""Changes with the tables, and with what stands in them."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE subjects (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, readings TEXT NOT NULL, inputs TEXT NOT NULL, about TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE parts (id TEXT PRIMARY KEY, axes TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE intervals (
  last INTEGER NOT NULL, subject TEXT NOT NULL, reading TEXT NOT NULL, place INTEGER NOT NULL,
  valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,
  data TEXT NOT NULL, PRIMARY KEY (last, subject, reading, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  id TEXT PRIMARY KEY, known_from INTEGER NOT NULL, first INTEGER, last INTEGER, place TEXT NOT NULL,
  seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE turns (
  event TEXT NOT NULL, reading TEXT NOT NULL, known_from INTEGER NOT NULL, known_to INTEGER NOT NULL,
  first INTEGER, last INTEGER, left_out TEXT, seen TEXT NOT NULL, PRIMARY KEY (event, reading, known_from)
) STRICT, WITHOUT ROWID;
CREATE TABLE reported (day INTEGER PRIMARY KEY, total INTEGER NOT NULL) STRICT;
"""
"""The `last` intervals are those known to the end: most questions need no others, and so they stand apart. `parts`
are all ids that a question may name, with the axes that each has on some day. An event whose `first` and
`last` are there is the same to every outlook that knows it; of any other, `turns` has how each reading sees it from one
day of knowledge to another. `reported` counts the events reported by the end of each day on which some were."""
