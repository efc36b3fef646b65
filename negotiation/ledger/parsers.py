"""PyYAML's parser: the C one, or the pure one in its shape where a build lacks it."""

from typing import Any

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

try:
    from yaml import cyaml as compiled
except ImportError:  # pragma: no cover - wheels carry libyaml
    compiled = None  # type: ignore[assignment]  # no libyaml here: the pure parser does


class PureParser(Reader, Scanner, Parser):
    """About seven times slower, and the same events."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


def parser_of(content: str) -> Any:
    """The fastest parser there is."""
    fast: Any = getattr(compiled, "CParser", PureParser)
    return fast(content)
