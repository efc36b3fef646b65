"""Contested fields as footnotes: every holder of each, in a fixed order, or none."""

from collections.abc import Iterable, Iterator, Sequence

from negotiation.domain.light import Any
from negotiation.views.phrases import figure

Entry = dict[str, Any]


def by_field(contested: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of a row's `contested` list by field."""
    found: dict[str, list[Entry]] = {}
    for entry in contested:
        found.setdefault(entry["field"], []).append(entry)
    return dict(split for name, entries in found.items() for split in _by_event(name, entries))


def _by_event(name: str, entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Apart for each event that has a field of this name, where each of them has several holders."""
    events: dict[str, list[Entry]] = {}
    for entry in entries:
        events.setdefault(entry["events"][0], []).append(entry)
    if len(events) > 1 and all(len(mine) > 1 for mine in events.values()):
        yield from ((f"{name} of {event}", mine) for event, mine in events.items())
    else:
        yield name, entries


def holders(entries: Sequence[Entry]) -> str:
    """Who holds what, side by side."""
    return " | ".join(f"{holder(entry)}: {figure(entry['value'])}" for entry in entries)


def holder(entry: Entry) -> str:
    """A reading, marked as one, or another holder."""
    return f"reading {entry['reading']}" if "reading" in entry else str(entry["holder"])


class Footnotes:
    """Numbers for contested fields; the same note has the same number."""

    def __init__(self) -> None:
        self.notes: dict[str, list[str]] = {}
        """What is held of a field, and the subjects of which it is held; the first note is number 1."""

    def mark(self, subject: str, contested: Iterable[Entry]) -> str:
        """The cell that says whether the facts about a subject are contested."""
        numbers = [self._number(subject, name, entries) for name, entries in by_field(contested).items()]
        return f"contested {_listed(sorted(set(numbers)))}" if numbers else "uncontested"

    def _number(self, subject: str, name: str, entries: Sequence[Entry]) -> int:
        text = f"{name} · {holders(entries)}"
        subjects = self.notes.setdefault(text, [])
        if subject.partition("@")[0] not in subjects:
            subjects.append(subject)
        return list(self.notes).index(text) + 1

    def lines(self) -> list[str]:
        """The notes by number."""
        return [f"[{n}] {', '.join(of)} {text}" for n, (text, of) in enumerate(self.notes.items(), 1)]


def _listed(numbers: Sequence[int]) -> str:
    """Numbers with runs drawn together.

    >>> _listed([1, 2, 3, 5])
    '[1-3, 5]'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"[{', '.join(str(run[0]) if len(run) == 1 else f'{run[0]}-{run[-1]}' for run in runs)}]"
