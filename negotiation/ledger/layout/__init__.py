"""The one layout of curated files: a text taken apart with its comments, put in order and written out again."""
