"""How well coders agree, beyond what chance would bring about: by a library that others maintain."""
