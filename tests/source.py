"""The modules of the package as text: their names, and what they import."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "negotiation"


def module_name(path: Path) -> str:
    """Return the dotted name of a module below `ROOT`, a package's own being that of its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
"""Every module of the package, by its dotted name."""


def parsed(name: str) -> ast.Module:
    """Return the syntax tree of one of `MODULES`."""
    return ast.parse(MODULES[name].read_text("utf-8"), filename=str(MODULES[name]))


def imported(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports, anywhere in it: `a.b` for `import a.b`, `a.b.c` for `from a.b import c`.

    Relative imports are made absolute. Imports for type checkers only count like all others.

    >>> list(imported("negotiation.views.rows", ast.parse("from ..domain import ids")))
    ['negotiation.domain.ids']
    """
    is_package = name in MODULES and MODULES[name].name == "__init__.py"
    here = name.split(".") if is_package else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            stem = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            yield from (f"{stem}.{alias.name}" for alias in node.names)
