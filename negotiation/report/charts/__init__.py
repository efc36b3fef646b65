"""Charts of a case: what to draw as data and a specification, with the same in a table and in words."""
