"""What a module promises by `__all__` is there."""

import importlib

import pytest

from tests.source import MODULES

IMPORTABLE = [name for name in MODULES if not name.endswith("__main__")]


def test_there_are_modules_to_import() -> None:
    """The test below does not pass for want of modules."""
    assert IMPORTABLE


@pytest.mark.parametrize("name", IMPORTABLE)
def test_every_promised_name_exists(name: str) -> None:
    """Each module can be imported on its own, and each name in its `__all__` is there, once."""
    module = importlib.import_module(name)
    promised: list[str] = list(getattr(module, "__all__", []))

    assert not [missing for missing in promised if not hasattr(module, missing)]
    assert len(promised) == len(set(promised))
