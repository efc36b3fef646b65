"""What other programs are given of a case."""
