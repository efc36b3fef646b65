"""How thoroughly it is measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How often each thing is run, and how long it may take."""

    repeat: int = 3
    """Repetitions of each measure up to the size that peers are measured at, one after the other in turn."""
    times: int = 5
    """Repetitions of each warm command."""
    limit: float = 180.0
    """CPU-seconds after which one repetition is given up."""
    enough: float = 15.0
    """CPU-seconds of all repetitions of a measure together after which it is not repeated: the longer, the steadier."""
    grind: bool = True
    """Whether instructions are counted, which takes fifty times as long as the command."""
