"""A picture among others of a page: the same marks in fewer letters, and what each says of itself left to the words."""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
UNSAID = {"class", "font-family", "role", "pointer-events", "stroke-miterlimit", "version"}
"""Attributes of which the page's style says the same, or the words beside the picture."""
USUAL = {"opacity": "1", "stroke-width": "1", "font-size": "12px", "transform": "translate(0,0)"}
"""What holds where nothing is said; the size of letters stands in the style sheet."""
INHERITED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight")
DECIMALS = re.compile(r"(?<=\d)(\.\d)\d+")
"""Tenths of a pixel are as fine as anybody sees."""
PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def lean(picture: str, name: str, kind: str = "") -> str:
    """A picture with ids of its own, of a kind that the style sheet knows.

    >>> given = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><g class="x">'
    >>> marks = '<line transform="translate(1,2)" x2="0" y2="3" stroke="#000000"/>'
    >>> lean(given + marks + marks.replace("(1", "(4") + "</g></svg>", "a", "wide")
    '<svg class="wide" width="9" height="9" viewBox="0 0 9 9"><path stroke="#000000" d="M1,2l0,3M4,2l0,3"/></svg>'
    """
    root = ET.fromstring(DECIMALS.sub(r"\1", picture))  # noqa: S314 - drawn by ourselves a moment ago
    found = _element(root)
    if kind:
        found.attrib = {"class": kind, **found.attrib}
    text = re.sub(r" ?/>", "/>", ET.tostring(found, "unicode"))
    return re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}.", text)


def _element(one: ET.Element) -> ET.Element:
    tag = one.tag.removeprefix(SVG)
    if tag == "line":
        return _line(one)
    made = ET.Element(tag, _attributes(one))
    made.text = one.text
    if tag == "text" and (at := PLACE.fullmatch(made.get("transform", ""))):
        del made.attrib["transform"]
        made.attrib |= {"x": at[1], "y": at[2]}
    within = [child for each in one if not _is_unseen(each) for child in _flat(_element(each))]
    made.extend(_merged(within))
    if tag == "g":
        _hoist(made)
    return made


def _attributes(one: ET.Element) -> dict[str, str]:
    return {
        name: value
        for name, value in one.attrib.items()
        if name not in UNSAID and not name.startswith(("aria-", "{")) and USUAL.get(name) != value
    }


def _is_unseen(one: ET.Element) -> bool:
    """Whether nothing of it is drawn."""
    frame = one.get("class") in {"background", "foreground"} and not {"fill", "stroke"} & one.attrib.keys()
    return one.get("display") == "none" or frame


def _line(one: ET.Element) -> ET.Element:
    """A line as a path, of which several can be one."""
    made = ET.Element("path", _attributes(one))
    at = PLACE.fullmatch(made.attrib.pop("transform", "translate(0,0)"))
    x, y = (at[1], at[2]) if at else ("0", "0")
    made.set("d", f"M{x},{y}l{made.attrib.pop('x2', '0')},{made.attrib.pop('y2', '0')}")
    return made


def _flat(one: ET.Element) -> Iterator[ET.Element]:
    """A group that says nothing is what is in it."""
    if one.tag == "g" and not one.attrib:
        yield from one
    elif one.tag != "g" or len(one):
        yield one


def _merged(marks: list[ET.Element]) -> Iterator[ET.Element]:
    """Neighbouring paths that differ in their course alone, as one."""

    def alike(one: ET.Element) -> tuple[object, ...]:
        rest = {name: value for name, value in one.attrib.items() if name != "d"}
        return (one.tag, *sorted(rest.items())) if one.tag == "path" and not len(one) else (id(one),)

    for _, group in groupby(marks, alike):
        first, *others = group
        if others:
            first.set("d", "".join(one.get("d", "") for one in [first, *others]))
        yield first


def _hoist(group: ET.Element) -> None:
    """What all marks of a group say alike, the group says once."""
    if len(group) < 2:  # noqa: PLR2004 - one mark says it itself
        return
    for name in INHERITED:
        said = {one.get(name) for one in group}
        value = said.pop()
        if not said and value is not None and name not in group.attrib:
            group.set(name, value)
            for one in group:
                del one.attrib[name]
