"""Ids as somebody typed them: known, or refused with the nearest one that is."""

import re
from collections.abc import Sequence

from negotiation.cli.cases import Loaded
from negotiation.cli.exits import Exit, Refused
from negotiation.cli.nearest import tips
from negotiation.domain.axes import FOREVER, Outlook
from negotiation.domain.cards import Card, card
from negotiation.domain.ids import RECORD, ReadingId, SubjectId
from negotiation.views.state import LISTS

DAY = re.compile(r"\d{4}-\d\d(-\d\d)?(T.*)?|today|yesterday")


def reading(loaded: Loaded, text: str | None) -> ReadingId:
    """A reading that the case declares; the baseline where none was named."""
    if text is None:
        return RECORD
    known = [str(one.id) for one in loaded.case.head.readings]
    if text not in known:
        tip = tips(text, known) or (f"there are {', '.join(known)}",)
        raise Refused(Exit.USAGE, f"the case declares no reading '{text}'", *tip)
    return ReadingId(text)


def subject(loaded: Loaded, text: str) -> SubjectId:
    """A subject that the records know, on whatever day, or a tranche of one."""
    whole, _, tranche = text.partition("/")
    known = [str(id_) for id_ in loaded.whole.subjects]
    if whole not in known:
        said = f"no commitment, process, proposal, instrument or measure has the id '{text}'"
        if DAY.fullmatch(text):
            raise Refused(Exit.USAGE, said, f"a day is given with --on: --on {text}")
        tip = (
            (f"it is an event: negotiation show {text}{loaded.again}",)
            if text in loaded.whole.book.events
            else tips(whole, known)
        )
        raise Refused(Exit.USAGE, said, *tip)
    parts = (
        {str(row.subject) for row in loaded.whole.everything() if row.subject.startswith(f"{whole}/")}
        if tranche
        else set[str]()
    )
    if tranche and text not in parts:
        raise Refused(Exit.USAGE, f"'{whole}' has no tranche '{tranche}'", *tips(text, sorted(parts)))
    return SubjectId(text)


def chosen(loaded: Loaded, texts: Sequence[str]) -> list[str]:
    """Subjects, or whole lists of the state by their names."""
    return [text if text in LISTS else subject(loaded, text) for text in texts]


def axis(loaded: Loaded, about: SubjectId, text: str) -> str:
    """An axis that the subject has on some day."""
    known = sorted({row.axis for row in loaded.whole.everything() if row.subject == about})
    if text not in known:
        tip = tips(text, known) or (f"there are {', '.join(known)}",)
        raise Refused(Exit.USAGE, f"{about} has no axis '{text}'", *tip)
    return text


def axes(loaded: Loaded, texts: Sequence[str]) -> list[str]:
    """Axes that some subject has on some day."""
    known = sorted({row.axis for row in loaded.whole.slice(Outlook(RECORD, FOREVER))}) if texts else []
    for text in texts:
        if text not in known:
            raise Refused(
                Exit.USAGE, f"nothing has an axis '{text}'", *tips(text, known), f"there are {', '.join(known)}"
            )
    return list(dict.fromkeys(texts))


def counting(loaded: Loaded, text: str | None) -> SubjectId:
    """A commitment that counts something: the one named, or the only one there is."""
    rows = loaded.whole.everything()
    known = sorted({str(row.subject) for row in rows if row.axis == "figures" and "@" not in row.subject})
    wholes = [id_ for id_ in known if "/" not in id_]
    if text is None and len(wholes) == 1:
        return SubjectId(wholes[0])
    tip = f"those that count: {', '.join(wholes) or 'none'}"
    if text is None:
        raise Refused(Exit.USAGE, "say which commitment", tip)
    if (chosen := subject(loaded, text)) not in known:
        raise Refused(Exit.USAGE, f"{chosen} counts nothing", tip)
    return chosen


def named(loaded: Loaded, text: str) -> Card:
    """What an id is, whatever it is the id of."""
    found = card(loaded.table, text)
    if found is None:
        if card(loaded.whole, text) is not None:
            raise Refused(Exit.USAGE, f"'{text}' was not in the files yet on that day")
        raise Refused(Exit.USAGE, f"nothing in the case has the id '{text}'", *tips(text, everything(loaded)))
    return found


def everything(loaded: Loaded) -> list[str]:
    """Every id of the case."""
    head = loaded.case.head
    organs = [organ for party in head.parties for organ in party.organs]
    known: list[str] = [*loaded.whole.book.events, *loaded.whole.subjects]
    known += [str(one.id) for one in loaded.case.sources] + [str(one.id) for one in loaded.case.seeds]
    known += [str(party.id) for party in head.parties] + [str(organ.id) for organ in organs]
    return [*known, *(str(one.id) for one in head.people), *(str(one.id) for one in head.readings)]
