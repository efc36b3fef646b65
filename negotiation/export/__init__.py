"""A case in the forms of other programs, made of what was curated and of the one table of intervals."""
