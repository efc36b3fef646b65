"""Makes a command of a function that takes its shared options as one value."""

import inspect
from collections.abc import Callable
from dataclasses import Field, fields
from typing import Any, TypeVar, get_type_hints

import typer
from typer.core import TyperGroup

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips

F = TypeVar("F", bound=Callable[..., int])


PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


def single(name: str) -> typer.Typer:
    """An application of one command, for `register`."""
    return typer.Typer(name=name, **PLAIN)


class Words(TyperGroup):
    """A command with a second word, as in `new case`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands:
            said = f"'{ctx.command_path}' is followed by {' or '.join(self.commands)}, and not by '{args[0]}'"
            raise Refused(Exit.USAGE, said, *tips(args[0], self.commands), f"for more, try '{ctx.command_path} --help'")
        return super().resolve_command(ctx, args)


def grouped(name: str, example: str) -> typer.Typer:
    """An application of commands that share their first word, for `register`; its callback's docstring is its help."""
    return typer.Typer(name=name, cls=Words, no_args_is_help=True, epilog=f"Example: {example}", **PLAIN)


def in_order(options: type[Any]) -> list[Field[Any]]:
    """The fields of a dataclass as help shows them: its own before those of the class that it extends."""
    classes = options.__mro__

    def depth(field: Field[Any]) -> int:
        return next(i for i, one in enumerate(classes) if field.name in inspect.get_annotations(one))

    return sorted(fields(options), key=depth)


def register(app: typer.Typer, example: str, more: dict[str, Any] | None = None) -> Callable[[F], F]:
    """Register a function whose first parameter is a dataclass of options, each field an option of its own.

    `more` are settings of its own for the parser.
    """
    settings = {**PLAIN["context_settings"], **(more or {})}

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
        app.command(epilog=f"Example: {example}", context_settings=settings)(run)
        return function

    return made
