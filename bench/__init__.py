"""Made-up histories of any size, and what the program and its peers take for them."""
