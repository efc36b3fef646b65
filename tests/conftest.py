"""How the tests run: which examples Hypothesis makes, and whether golden files are compared or written."""

import os
import signal

import pytest
from hypothesis import Phase, settings

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=30, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=500, print_blob=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=30, phases=[Phase.generate])
"""For `tests/plant.py`, the examples of `ci`: all a bug has to do is fail, and nobody asks for the smallest one."""
os.environ["NEGOTIATION_CACHE"] = "off"
# No test asks or fills the cache of the person who runs it; those about a cache make their own.

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in the background deaf to Ctrl-C, and children inherit that: some tests send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
# No deadlines: a slow machine finds no bugs. What is timed is timed in bench/.


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what is printed now into the golden files, for a human to review",
    )


LONGEST = ("test_equality.py",)
"""Files whose tests share what takes minutes to make."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: else one of two processes waits for the other at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
