"""Reads every case there is, as far as a list of them needs it."""

from negotiation import __version__
from negotiation.cli.answering import answered
from negotiation.cli.cases import read
from negotiation.cli.exits import Refused
from negotiation.cli.meant import every, named_default, root
from negotiation.cli.options import Printing
from negotiation.cli.output import chosen_format, is_colored, tell
from negotiation.cli.timing import Timing
from negotiation.domain.subjects import brought
from negotiation.ledger.ledger import Ledger
from negotiation.views.cases import Listed, cases_view


def listed(look: Printing) -> int:
    """List the cases under the root, each by itself: one that cannot be read does not hide the others."""
    form = chosen_format(look.format, look.output)
    is_colored(look.color)
    timing = Timing()
    ids = every()
    default = _default(ids)
    rows = [_listed(id_, timing, is_default=id_ == default) for id_ in ids]
    return answered(look, form, cases_view(rows, str(root()), __version__), timing)


def _default(ids: list[str]) -> str | None:
    """The case that is meant where none is named: the only one, or the one that the directory names."""
    if len(ids) <= 1:
        return ids[0] if ids else None
    try:
        default = named_default()
    except Refused as refused:
        tell(f"warning: {refused}")
        return None
    if default is not None and default not in ids:
        tell(f"warning: the default is '{default}', which is not there")
    return default


def _listed(id_: str, timing: Timing, *, is_default: bool) -> Listed:
    try:
        ledger = read(str(root() / id_), timing)
    except Refused as refused:
        return Listed(id_, is_default=is_default, errors=1, error=str(refused))
    except OSError as error:
        return Listed(id_, is_default=is_default, errors=1, error=f"could not be read: {error.strerror}")
    errors = [problem for problem in ledger.problems if problem.severity == "error"]
    first = str(errors[0]) if errors else None
    return Listed(
        id_, is_default=is_default, errors=len(errors), error=first, case=ledger.case, commitments=_promises(ledger)
    )


def _promises(ledger: Ledger) -> int:
    """How many commitments the records speak of."""
    events = () if ledger.case is None else ledger.case.events
    return len({id_ for event in events for id_, kind in brought(event) if kind == "commitment"})
