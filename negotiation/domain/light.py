"""What `typing` gives for declaring things, for modules that every question imports: without importing `typing`.

A type checker sees the names of `typing` itself. At run time a named tuple is one, and the other names stand for
nothing: `typing` takes 16 million instructions to import, a class of `dataclasses` four million to make, and a kept
answer is printed in less.
"""

TYPE_CHECKING = False
"""As in `typing`, for which type checkers take it."""

if TYPE_CHECKING:
    from typing import Any, NamedTuple, NewType, Protocol, TypeAlias, TypeGuard, cast
else:
    from collections import namedtuple

    Any = TypeAlias = object

    class Named(type):
        """Makes a named tuple of a class that declares its parts."""

        def __new__(cls, name, bases, declared):  # noqa: ANN001, ANN204 - it stands for one of `typing`
            if not bases:
                return super().__new__(cls, name, bases, declared)
            parts = declared.get("__annotations__", {})
            given = [declared.pop(part) for part in parts if part in declared]
            made = namedtuple(name, parts, defaults=given, module=declared["__module__"])  # noqa: PYI024 - as above
            for word, value in declared.items():
                if word not in {"__module__", "__qualname__"}:
                    setattr(made, word, value)
            return made

    class NamedTuple(metaclass=Named):
        """Stands for that of `typing`."""

    class Protocol:
        """Says what others have."""

    class TypeGuard:
        """Says what a function has found out."""

        def __class_getitem__(cls, _):  # noqa: ANN001, ANN204 - as above
            return bool

    def NewType(_name, kind):  # noqa: ANN001, ANN201, N802 - as above
        """Tell a kind of text from others, to the type checker alone."""
        return kind

    def cast(_kind, value):  # noqa: ANN001, ANN201 - as above
        """Say of what type a value is."""
        return value


__all__ = ["TYPE_CHECKING", "Any", "NamedTuple", "NewType", "Protocol", "TypeAlias", "TypeGuard", "cast"]
