"""What every page of ours is made of: templates, one style, and what it may do."""

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from negotiation.report.dark import rules

LIVE = "live.js"
"""Follows the server that a page comes from."""


SPARE = re.compile(r"/\*.*?\*/|^\s+|(?<=[{};])\n", re.DOTALL | re.MULTILINE)
"""What a style sheet has for those who write it."""


def templates() -> Environment:
    """The templates; every text that they are given is escaped, and none may be missing."""
    loader = PackageLoader("negotiation.report")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def asset(name: str) -> str:
    """One of our own files that pages hold."""
    return (files("negotiation.report") / "assets" / name).read_text("utf-8")


def style() -> Markup:
    """How pages look."""
    bare = SPARE.sub("", asset("report.css"))
    return Markup(bare + rules())  # noqa: S704 - our own files


def policy(scripts: Sequence[str], *, live: bool = False) -> str:
    """What a page may do: show itself, run its own scripts, each known by its digest, and ask whom it came from."""
    digests = [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in scripts]
    allowed = f"script-src {' '.join(digests)}; " if digests else ""
    allowed += "connect-src 'self'; " if live else ""
    return f"default-src 'none'; {allowed}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
