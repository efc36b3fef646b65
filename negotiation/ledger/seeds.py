"""The documents that a case was started from: what became of each claim, and whether a copy is the one that was read.

The project holds no text of theirs, only digests. Normalisation `nfc-spaces-1`: a
paragraph is a line that is not empty, in Unicode NFC, with each run of white space as
one space and none at the ends; paragraph n is the n-th of them. A paragraph's digest is
the SHA-256 of its UTF-8 bytes; the document's, of its paragraphs joined by line feeds.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from negotiation.domain.case import Seed
from negotiation.ledger.coverage import Coverage, Verification
from negotiation.ledger.files import shown
from negotiation.ledger.ledger import Ledger, problem_at
from negotiation.ledger.mentions import mentions
from negotiation.ledger.places import Origin
from negotiation.ledger.problems import Problem, in_order
from negotiation.ledger.spans import LINE_BREAK

LARGEST = 5_000_000
"""Bytes of a file that is looked at as a document."""


def normalised(text: str) -> tuple[str, ...]:
    r"""The paragraphs of a text as they are digested.

    >>> normalised("  One\u00a0 line \n\n\tnext\n")
    ('One line', 'next')
    """
    lines = (" ".join(line.split()) for line in LINE_BREAK.split(unicodedata.normalize("NFC", text)))
    return tuple(line for line in lines if line)


def digest(text: str) -> str:
    """SHA-256 of a normalised text."""
    return sha256(text.encode("utf-8")).hexdigest()


def digests(text: str) -> tuple[str, dict[str, str]]:
    """What a seed's record holds of a document: its digest, and that of each paragraph."""
    paragraphs = normalised(text)
    return digest("\n".join(paragraphs)), {f"P{n}": digest(p) for n, p in enumerate(paragraphs, 1)}


def coverage(ledger: Ledger) -> Coverage:
    """What became of the claims of the seeds; one that leads to an event that is not there does not count."""
    seeds = ledger.case.seeds if ledger.case else ()
    by_seed = {
        str(seed.id): (sum(1 for it in seed.claims if _accounted(it.events, ledger)), len(seed.claims))
        for seed in seeds
    }
    reasons = Counter(claim.reason for seed in seeds for claim in seed.claims if claim.reason)
    done, total = (sum(pair[part] for pair in by_seed.values()) for part in (0, 1))
    return Coverage(done, total, by_seed, dict(sorted(reasons.items())))


def verify(ledger: Ledger, documents: Path, *, here: Path | None = None) -> Verification:
    """Compare each seed's record with the document that is most like it.

    Raises:
        NotADirectoryError: if there is no such directory.
    """
    if not documents.is_dir():
        raise NotADirectoryError(documents)
    found = list(_documents(documents, here))
    cited = _cited(ledger)
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    seeds = ledger.case.seeds if ledger.case else ()
    for seed in seeds:
        best = max(found, key=lambda it: _likeness(it, seed), default=None)
        if best is None or not _likeness(best, seed):
            said = f"no document of '{shown(documents, here)}' has a paragraph of seed '{seed.id}'"
            problems.append(problem_at(ledger, ledger.source_origins[seed.id], ("id",), "T312", said, ids=(seed.id,)))
            continue
        taken[seed.id] = best.name
        problems += _differences(ledger, seed, best, cited)
    compared = sum(len(seed.paragraphs) for seed in seeds if seed.id in taken)
    return Verification(taken, compared, sum(map(len, cited.values())), in_order(problems))


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    whole: str
    paragraphs: Mapping[str, str]


def _documents(directory: Path, here: Path | None) -> Iterator[_Document]:
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.stat().st_size <= LARGEST:
            whole, paragraphs = digests(path.read_bytes().decode("utf-8-sig", "replace"))
            yield _Document(shown(path, here), whole, paragraphs)


def _likeness(document: _Document, seed: Seed) -> int:
    return len(set(document.paragraphs.values()) & set(seed.paragraphs.values()))


def _differences(
    ledger: Ledger, seed: Seed, document: _Document, cited: Mapping[str, Sequence[Origin]]
) -> Iterator[Problem]:
    origin = ledger.source_origins[seed.id]
    moved = {value: name for name, value in document.paragraphs.items()}
    alike = True
    for name, expected in seed.paragraphs.items():
        actual = document.paragraphs.get(name)
        if actual == expected:
            continue
        alike = False
        said = f"paragraph {name} of seed '{seed.id}' is not what was cited, in '{document.name}'"
        label = f"its text is {moved[expected]} there" if expected in moved else ""
        places = cited.get(f"{seed.id} {name}", ())
        notes = [("cited at", ", ".join(map(str, places)))] if places else []
        yield problem_at(ledger, origin, ("paragraphs", name), "T311", said, label=label, notes=notes, ids=(seed.id,))
    if alike and document.whole != seed.sha256:
        said = f"'{document.name}' has paragraphs that the record of seed '{seed.id}' does not have"
        label = f"{len(document.paragraphs)} there, {len(seed.paragraphs)} here"
        yield problem_at(ledger, origin, ("sha256",), "T311", said, label=label, ids=(seed.id,))


def _cited(ledger: Ledger) -> dict[str, list[Origin]]:
    """Where each paragraph is cited, by source and paragraph."""
    found: dict[str, list[Origin]] = {}
    case = ledger.case
    for event in case.events if case else ():
        for mention in mentions(event):
            if mention.space == "paragraph":
                found.setdefault(mention.name, []).append(ledger.origins[event.id])
    return {name: sorted(set(places), key=lambda it: (it.file, it.line)) for name, places in found.items()}


def _accounted(events: Sequence[str], ledger: Ledger) -> bool:
    return all(ledger.origin(event) is not None for event in events)
