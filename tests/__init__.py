"""Laws, examples, transcripts, and rules about the repository itself."""
