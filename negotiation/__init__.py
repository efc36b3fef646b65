"""Who promised what in a negotiation, what came of it, and who says so.

For programs: `from negotiation import Case`. What stands in `__all__` is imported when it is first asked for, since
the command imports this package at every start; `__init__.pyi` says to type checkers what that is.
"""

__version__ = "0.1.0"

__all__ = [  # what is made when it is asked for, pyright looks for here and not in __init__.pyi
    "Case",  # pyright: ignore[reportUnsupportedDunderAll] - see above
    "CaseProblems",  # pyright: ignore[reportUnsupportedDunderAll] - see above
    "Unknown",  # pyright: ignore[reportUnsupportedDunderAll] - see above
    "__version__",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        said = f"module '{__name__}' has no attribute '{name}'"
        raise AttributeError(said)
    from importlib import import_module  # noqa: PLC0415 - only where somebody asks

    found: object = getattr(import_module(f"{__name__}.api"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
