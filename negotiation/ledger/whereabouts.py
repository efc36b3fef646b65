"""From a validator's path to the place in the file.

The path that pydantic gives runs through the data and also names the members of unions
on its way (`total`, `plain`, `constrained-int`). The steps that the data lacks are passed
over; where a member is called like a key (`after`), the way that reaches furthest is right.
"""

from negotiation.ledger.plain import Step, part_of

KEY_MARK = "[key]"
"""What pydantic puts behind a mapping's key that is itself wrong."""


def path_in(data: object, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that lead through `data`; the last of them kept wherever it can be.

    >>> path_in({"due": {"after": {"days": "x"}}}, ("due", "plain", "after", "after", "days"))
    ('due', 'after', 'days')
    """
    return _best(data, steps, 0, {})[1]


_Found = tuple[tuple[bool, int], tuple[Step, ...]]


def _best(data: object, steps: tuple[Step, ...], at: int, seen: dict[tuple[int, int], _Found]) -> _Found:
    if at == len(steps):
        return (False, 0), ()
    known = (id(data), at)
    if known not in seen:
        found = _best(data, steps, at + 1, seen)
        if (part := part_of(data, steps[at])) is not None:
            (last, length), path = _best(part[0], steps, at + 1, seen)
            taken = (last or at == len(steps) - 1, length + 1), (steps[at], *path)
            found = max(found, taken, key=lambda it: it[0])
        seen[known] = found
    return seen[known]
