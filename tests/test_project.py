"""Rules about the repository itself."""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from negotiation import __version__
from tests.source import MODULES, ROOT

CASES = sorted((ROOT / "events").glob("*/case.yaml"))
URL = re.compile(r"\w+://[^\s\"'<>)\]]+")
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:home/\w|root\b|Users/\w|work/\w|mnt/\w|opt/\w)|\b[A-Z]:\\+Users")
"""A path of somebody's machine. What stands in a URL is not one."""

SOURCE_OF_PACKAGES = re.compile(
    r"--(?:extra-|default-)?index(?:-url)?\b|--find-links|--trusted-host|^-[if]\s", re.MULTILINE
)
"""An option that says where to get packages."""

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def text(path: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / path).read_text("utf-8")


def files() -> list[Path]:
    """Return the files that are in the repository, or are about to be."""
    git = shutil.which("git")
    assert git is not None, "the tests ask git which files there are"
    found = subprocess.run(  # noqa: S603  # no part of the command comes from outside
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def names_in(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what a party, a person, a place or an organ of one is called: its id, its names, its aliases."""
    yield str(entry["id"])
    for name in [entry.get("name", entry["id"]), *entry.get("aliases", [])]:
        yield name if isinstance(name, str) else str(name["name"])
    for organ in entry.get("organs", []):
        yield from names_in(organ)


def names_of(case: dict[str, Any]) -> set[str]:
    """Return what nobody may name in code: parties, people and places of a case, and the town of its time zone."""
    entries = [entry for part in ("parties", "people", "places") for entry in case.get(part, [])]
    surnames = {str(person["name"]).split()[-1] for person in case.get("people", [])}
    return {name for entry in entries for name in names_in(entry)} | surnames | {str(case["tz"]).split("/")[-1]}


def forbidden(case: dict[str, Any]) -> re.Pattern[str]:
    """Return a pattern for any of those names as a whole word, in whatever case, spaces being any blanks."""
    words = sorted(
        (re.sub(r"(\\ |[-_])+", r"[-_\\s]+", re.escape(n).replace(r"\-", "-")) for n in names_of(case)), key=len
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(words))})(?!\w)", re.IGNORECASE)


def test_there_are_cases() -> None:
    """The tests about cases do not pass for want of one."""
    assert CASES


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_no_code_names_a_party_a_person_or_a_place(path: Path) -> None:
    """Who it was is in the files of the case, so that the same code serves the next one."""
    case = cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))
    pattern = forbidden(case)

    named = {name: pattern.findall(source.read_text("utf-8")) for name, source in MODULES.items()}

    assert not {name: sorted(set(found)) for name, found in named.items() if found}


def test_a_name_in_code_is_seen() -> None:
    """The pattern finds ids, names, aliases, organs, surnames and towns as whole words, and no parts of words."""
    case: dict[str, Any] = {
        "tz": "Europe/Mariehamn",
        "parties": [
            {"id": "aland", "name": "Aland Isles", "aliases": ["the Alanders"], "organs": [{"id": "lag-ting"}]}
        ],
        "people": [{"id": "ost", "name": "Karin Osterby"}],
    }
    found = forbidden(case).findall(
        "if debtor == 'ALAND': aland  isles, the alanders, lag_ting, Osterby, mariehamn; ostrich"
    )

    assert found == ["ALAND", "aland  isles", "the alanders", "lag_ting", "Osterby", "mariehamn"]


def test_there_is_one_version() -> None:
    """It stands in the package; the metadata take it from there, and the changelog knows it or has it ahead."""
    assert "version" in tomllib.loads(text("pyproject.toml"))["project"]["dynamic"]
    assert metadata.version("negotiation") == __version__
    headings = re.findall(r"^## \[([^\]]+)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [__version__])


def test_the_licence_is_there() -> None:
    """The text is the MIT licence, and the metadata say so."""
    assert text("LICENSE").startswith("MIT License\n")
    assert tomllib.loads(text("pyproject.toml"))["project"]["license"] == "MIT"


def test_no_file_knows_a_machine() -> None:
    """No file names a folder of somebody's machine."""
    found = files()
    assert ROOT / "README.md" in found

    known = {
        str(path.relative_to(ROOT)): MACHINE.findall(URL.sub("", path.read_text("utf-8", errors="replace")))
        for path in found
    }

    assert not {path: hits for path, hits in known.items() if hits}


def test_a_machine_is_seen() -> None:
    """The pattern finds paths and leaves relative ones and addresses alone."""
    home, work = "/" + "home/ann", "/" + "work/main"
    assert MACHINE.search(f"see {home}/x") is not None
    assert MACHINE.search(f"'{work}'") is not None
    assert MACHINE.search(URL.sub("", f"https://example.org{home}/x and events/work/main")) is None


@pytest.mark.parametrize(
    "path",
    [
        "pyproject.toml", "Makefile", ".ci/run", "requirements/core.txt", "requirements/dev.txt",
        "tests/report/package.json", "tests/report/package-lock.json", "tests/editor/package.json",
        "tests/editor/package-lock.json",
    ],
)  # fmt: skip
def test_no_set_up_names_a_host(path: str) -> None:
    """Where packages come from is the business of the machine."""
    assert not URL.findall(text(path))
    assert not SOURCE_OF_PACKAGES.findall(text(path))


@pytest.mark.parametrize("path", ["requirements/core.txt", "requirements/dev.txt"])
def test_every_requirement_is_pinned_with_a_hash(path: str) -> None:
    """One version each, and at least one hash."""
    requirements = re.split(r"^(?=\w)", text(path), flags=re.MULTILINE)[1:]
    assert requirements
    assert not [r for r in requirements if not re.match(r"[\w.-]+==\S+.*\\\n(?s:.*)--hash=sha256:[0-9a-f]{64}", r)]


@pytest.mark.parametrize("folder", ["tests/report", "tests/editor"])
def test_every_package_of_npm_is_pinned_with_a_digest(folder: str) -> None:
    """One version each, asked for by that version, with what its bytes come to."""
    asked = json.loads(text(f"{folder}/package.json"))["devDependencies"]
    locked = json.loads(text(f"{folder}/package-lock.json"))["packages"]
    assert locked.pop("")["devDependencies"] == asked
    versions = {path.removeprefix("node_modules/"): one["version"] for path, one in locked.items()}
    assert asked.items() <= versions.items()
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in locked.values())


def test_the_same_versions_run_and_are_tested() -> None:
    """What a user gets is what the tests ran with."""
    core, dev = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", text(f"requirements/{name}.txt"), re.MULTILINE))
        for name in ("core", "dev")
    )
    assert core.items() <= dev.items()


def test_the_pages_name_real_targets() -> None:
    """Each `make something` in a page is in the Makefile, and `make help` shows what README names."""
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    shown = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))
    named = {
        page: set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)) for page in PAGES
    }

    assert {"demo", "test"} <= named[ROOT / "README.md"] <= shown
    assert not {str(page): missing for page, of in named.items() if (missing := of - targets)}


def test_the_pages_link_to_real_files() -> None:
    """Each link of a page to a file leads somewhere."""
    links = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
        if not URL.match(target)
    ]
    assert links
    assert not [(str(page), target) for page, target in links if not (page.parent / target).exists()]


def test_every_exception_to_a_rule_has_its_reason() -> None:
    """A silenced checker says why on the same line."""
    silenced = re.compile(r"#\s*(?:noqa\b|type:\s*ignore|pyright:\s*ignore)(.*)$", re.MULTILINE)
    reason = re.compile(r"(?:#| -)\s*[\w`]")
    sources = [path for path in files() if path.suffix == ".py"]

    bare = {
        str(path.relative_to(ROOT)): [
            rest for rest in silenced.findall(path.read_text("utf-8")) if not reason.search(rest)
        ]
        for path in sources
    }

    assert not {path: rests for path, rests in bare.items() if rests}
