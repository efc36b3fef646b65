"""Makes a command of a function that takes its shared options as one value."""

import inspect
from collections.abc import Callable
from dataclasses import Field, fields
from typing import Any, TypeVar, get_type_hints

import typer

F = TypeVar("F", bound=Callable[..., int])


def single(name: str) -> typer.Typer:
    """An application of one command, for `register`."""
    return typer.Typer(
        name=name,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def in_order(options: type[Any]) -> list[Field[Any]]:
    """The fields of a dataclass as help shows them: its own before those of the class that it extends."""
    classes = options.__mro__

    def depth(field: Field[Any]) -> int:
        return next(i for i, one in enumerate(classes) if field.name in inspect.get_annotations(one))

    return sorted(fields(options), key=depth)


def register(app: typer.Typer, example: str) -> Callable[[F], F]:
    """Register a function whose first parameter is a dataclass of options, each field an option of its own."""

    def made(function: F) -> F:
        hints = get_type_hints(function, include_extras=True)
        first, *own = inspect.signature(function).parameters.values()
        options = hints[first.name]
        shared = get_type_hints(options, include_extras=True)
        named = [
            inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default) for f in in_order(options)
        ]
        mine = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[p.name]) for p in own]

        def run(**given: Any) -> int:
            held = options(**{name: given.pop(name) for name in shared})
            return function(held, **given)

        parameters = [*mine, *(p.replace(annotation=shared[p.name]) for p in named)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how functions say what they take
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        run.__name__, run.__doc__ = function.__name__, function.__doc__
        app.command(epilog=f"Example: {example}")(run)
        return function

    return made
