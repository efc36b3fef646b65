"""What people and programs are shown, apart from any case."""
