"""Releases a case: the digests of its events, in one new file that no later release touches."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from negotiation.cli.exits import Exit, Refused
from negotiation.cli.meant import directory, only
from negotiation.cli.options import Look
from negotiation.cli.output import put, tell
from negotiation.cli.placing import place_file
from negotiation.cli.session import begin
from negotiation.domain.canonical import digest_of
from negotiation.domain.dates import iso
from negotiation.domain.events import Event
from negotiation.ledger.files import RELEASED, shown
from negotiation.views.phrases import counted

WITHOUT = frozenset({"T310"})
"""Warnings with which nothing is released."""


def release(case: list[str] | None, *, dry_run: bool) -> int:
    """Write the release, or print it.

    Raises:
        Refused: if the case has errors, or does not say what it set out to record.
    """
    meant = only(case)
    session = begin(Look(case=case))
    found = next((one for one in session.case.problems if one.code in WITHOUT), None)
    if found is not None:
        raise Refused(Exit.PROBLEMS, f"nothing is released: {found.message}", f"more: negotiation explain {found.code}")
    new = [one for one in session.case.case.events if str(one.id) not in session.case.ledger.released]
    if not new:
        tell("nothing to release: every event is in a release already")
        return Exit.DONE
    day = iso(session.days.today())
    text = _text(day, new)
    if dry_run:
        put(text, None)
        return Exit.DONE
    path = _free(directory(meant) / RELEASED, day)
    place_file(path, text)
    said = "From here on they are corrected, and not edited."
    tell(f"Wrote {shown(path, Path.cwd())}: {counted(len(new), 'event')}. {said}")
    return Exit.DONE


def _text(day: str, events: Iterable[Event]) -> str:
    lines = [
        f"# Released on {day}. `negotiation check` compares the events with these digests; this file is never changed.",
        f"on: {day}",
        "form: events-1",
        "events:",
        *(f"  {event.id}: {digest_of(event)}" for event in events),
    ]
    return "\n".join(lines) + "\n"


def _free(folder: Path, day: str) -> Path:
    """A name that no release has: that of the day, and of a later one of the same day with its number."""
    names: Sequence[str] = [day, *(f"{day}-{number}" for number in range(2, 100))]
    return next(path for name in names if not (path := folder / f"{name}.yaml").exists())
