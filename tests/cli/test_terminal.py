"""How the command behaves in pipes, on terminals, and when something goes wrong."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.cli import application as entry
from negotiation.cli import forming
from negotiation.cli.exits import Exit
from negotiation.cli.main import main
from negotiation.ledger.seeds import digests
from tests.cli.running import NEUTRAL, run, started
from tests.source import ROOT

ANSI = re.compile(r"\x1b\[")
CASE = ROOT / "events" / "talks-2013-14"
ENVIRONMENT = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), **NEUTRAL}


LINK = re.compile(r"\x1b\]8;;(file://[^\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\")


def on_a_terminal(args: list[str], **env: str) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in {"NO_COLOR", "TERM"}}
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "negotiation", *args],
        cwd=ROOT,
        env={**environment, "TERM": "xterm", **env},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    text = b""
    while chunk := _read(ours):
        text += chunk
    os.close(ours)
    assert process.wait() == 0
    return text.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """What there is to read; nothing when the other end is closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("args", ["timeline", "state", "--help", "sources --format json", "why prisoner-release"])
def test_a_reader_that_leaves_is_no_error(args: str) -> None:
    """`| head -1` ends the command quietly."""
    shell = shutil.which("bash")
    assert shell is not None
    ran = subprocess.run(  # noqa: S603 - the command is ours
        [shell, "-c", f"{sys.executable} -m negotiation {args} | head -1; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
        text=True,
    )
    first, code = ran.stdout.splitlines()

    assert first
    assert int(code) in {Exit.DONE, Exit.BROKEN_PIPE}
    assert ran.stderr == ""


def test_a_pipe_that_is_closed_already() -> None:
    """Nobody reads at all: quiet, and the exit code says so."""
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [sys.executable, "-m", "negotiation", "timeline"],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=write,
        stderr=subprocess.PIPE,
    )
    os.close(write)
    _, told = process.communicate()

    assert (process.returncode, told) == (Exit.BROKEN_PIPE, b"")


def test_pipes_get_no_colour_and_no_wrapping() -> None:
    """A script sees each row on one line."""
    ran = started(["state", "--on", "2014-04-03"], env={"COLUMNS": "40", "TERM": "xterm", "NO_COLOR": ""})

    assert not ANSI.search(ran.stdout)
    assert max(map(len, ran.stdout.splitlines())) > 80
    assert not [line for line in ran.stdout.splitlines() if line != line.rstrip()]


def test_terminals_get_colour_and_wrapping() -> None:
    """Bold heads, and what is too long goes on below, a little deeper."""
    text = on_a_terminal(["due", "--on", "2014-03-28"], COLUMNS="100")

    assert ANSI.search(text)
    assert max(map(len, ANSI.sub("", text).splitlines())) <= 100


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize(
    "line", ["state --on 2014-04-03", "timeline --from 2014-04-01 --to 2014-04-01", "totals", "why prisoner-release/4"]
)
def test_narrow_terminals_break_no_word(
    line: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every id and word of the answer stands whole on a line; only a single word may be wider than the terminal."""
    wide = run(f"negotiation {line}", capsys).out
    monkeypatch.setattr(forming, "width", lambda: columns)
    narrow = run(f"negotiation {line}", capsys).out
    heads = re.compile(r"\b[A-Z]{2,}\b|^-+$")

    assert set(wide.split()) - set(narrow.split()) <= {word for word in wide.split() if heads.search(word)}
    assert not [text for text in narrow.splitlines() if len(text) > columns and len(text.split()) > 2]


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_declined(env: dict[str, str]) -> None:
    """By the usual variables."""
    assert not ANSI.search(on_a_terminal(["due", "--on", "2014-03-28"], **env))


def test_places_are_links_on_a_terminal() -> None:
    """From `file:line` to the file, where colour is not declined."""
    shown = on_a_terminal(["show", "e14-tranche-1"])
    places = LINK.findall(shown)

    assert places
    assert all(Path(uri.removeprefix("file://")).is_file() and ".yaml:" in place for uri, place in places)


def test_a_pager_is_used_where_it_is_wished_for() -> None:
    """For what is taller than the screen; where it does not work the text is printed all the same."""
    line = ["timeline", "--from", "2014-04-01", "--to", "2014-04-03"]
    env = {"LINES": "10", "NO_COLOR": "1", "COLUMNS": "200"}
    plain = on_a_terminal(line, **env)

    assert on_a_terminal([*line, "--pager"], **env, PAGER="head -n 3") == "".join(plain.splitlines(keepends=True)[:3])
    assert on_a_terminal(line, **env, PAGER="head -n 3", NEGOTIATION_PAGER="auto").count("\n") == 3
    assert on_a_terminal(line, **env, PAGER="head -n 3") == plain
    assert on_a_terminal([*line, "--pager"], **env, PAGER="no-such-pager") == plain
    assert on_a_terminal(["due", "--on", "2014-03-28", "--pager"], **{**env, "LINES": "60"}, PAGER="false")


@pytest.mark.parametrize(("when", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_colour_can_be_chosen(when: str, *, coloured: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """`always` colours a pipe too."""
    ran = run(f"negotiation due --on 2014-03-28 --color {when}", capsys)

    assert bool(ANSI.search(ran.out)) is coloured


@pytest.mark.parametrize("column", ["40", "80", "200"])
def test_the_width_of_a_pipe_does_not_matter(
    column: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes whatever COLUMNS says."""
    wide = run("negotiation state --on 2014-04-03", capsys).out
    monkeypatch.setenv("COLUMNS", column)

    assert run("negotiation state --on 2014-04-03", capsys).out == wide


@pytest.mark.parametrize("line", ["state --on 2014-04-03", "timeline --strip", "diff 2014-03-28 2014-04-03", "sources"])
def test_ascii_is_ascii(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In every format."""
    for form in ("table", "json"):
        assert run(f"negotiation {line} --ascii --format {form}", capsys).out.isascii()


def test_where_only_ascii_can_be_written() -> None:
    """A machine without UTF-8 gets the text all the same."""
    ran = started(["timeline", "--strip"], env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.isascii()


def test_a_file_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its suffix picks the format, and nothing else is left beside it."""
    target = tmp_path / "state.json"
    ran = run(f"negotiation state --on 2014-04-03 -o {target}", capsys)

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads(target.read_text("utf-8"))["on"] == "2014-04-03"
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told with the system's reason."""
    ran = run(f"negotiation state -o {tmp_path}/no/such/state.json", capsys)

    assert ran.code == Exit.FILES
    assert ran.err.startswith("error: could not write")


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C leaves no traceback."""

    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "_run", interrupted)

    assert main(["state"]) == Exit.INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_bug_is_told_in_a_line_with_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The traceback is in the report, and on the screen only for who asks for it."""

    def broken(_: list[str]) -> int:
        message = "planted"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(entry, "_run", broken)
    code = main(["state"])
    told = capsys.readouterr().err
    report = Path(re.findall(r"the report is in (\S+);", told)[0])

    assert code == Exit.BUG
    assert "Traceback" not in told
    assert "Traceback" in report.read_text("utf-8")
    report.unlink()
    monkeypatch.setenv("NEGOTIATION_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["state"])


@pytest.fixture(name="faulty")
def _faulty(tmp_path: Path) -> Path:
    """A copy of the case with one record that no longer adds up."""
    copy = tmp_path / "events" / CASE.name
    shutil.copytree(CASE, copy)
    file = copy / "2013" / "prisoner-release.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("  kind: performed\n", "  kind: relased\n", 1), "utf-8")
    return copy


def test_errors_stop_answers(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on stdout, the problem on stderr, and where to read on."""
    ran = run(f"negotiation state --case {faulty} --on 2014-04-03", capsys)

    assert (ran.code, ran.out) == (Exit.PROBLEMS, "")
    assert "error[T104]" in ran.err
    assert "--allow-errors" in ran.err


def test_errors_can_be_allowed(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer says that it may be wrong, in every format."""
    line = f"negotiation state --case {faulty} --on 2014-04-03 --allow-errors"
    table, plain = run(line, capsys), run(f"{line} --format json", capsys)

    assert (table.code, plain.code) == (Exit.DONE, Exit.DONE)
    assert "INCOMPLETE" in table.out
    assert table.err.startswith("warning: ")
    assert json.loads(plain.out)["complete"] is False


def test_check_tells_errors_on_stdout(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are what was asked for."""
    ran = run(f"negotiation check {faulty}", capsys)

    assert ran.code == Exit.PROBLEMS
    assert "error[T104]" in ran.out
    assert "Checked " in ran.err
    assert json.loads(run(f"negotiation check {faulty} --format json", capsys).out)


def test_documents_that_are_not_there_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each seed without a document is a problem, told on stdout like those of `check`."""
    ran = run(f"negotiation sources --verify {tmp_path}", capsys)

    assert ran.code == Exit.PROBLEMS
    assert ran.out.count("error[T312]") == 2


@pytest.fixture(name="cited")
def _cited(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the case whose seeds are two documents of our own, and the directory of these."""
    copy, documents = tmp_path / "events" / CASE.name, tmp_path / "documents"
    shutil.copytree(CASE, copy)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    documents.mkdir()
    for seed in sorted((tmp_path / "seeds").glob("*.yaml")):
        record = seed.read_text("utf-8")
        wanted = re.findall(r"^ *(P\d+): ", record, re.MULTILINE)
        text = "\n\n".join(f"Paragraph {name} of {seed.stem}." for name in wanted)
        (documents / f"{seed.stem}.txt").write_text(text, "utf-8")
        whole, paragraphs = digests(text)
        record = re.sub(r"^sha256: .*$", f"sha256: {whole}", record, flags=re.MULTILINE)
        for name, digest in paragraphs.items():
            record = re.sub(rf"^( *{name}): .*$", rf"\1: {digest}", record, flags=re.MULTILINE)
        seed.write_text(record, "utf-8")
    return copy, documents


def test_comparing_documents_has_every_format(cited: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The same answer for people and programs, where all is as cited and where a paragraph differs."""
    case, documents = cited
    line = f"negotiation sources --case {case} --verify {documents} --format"
    sound = {form: run(f"{line} {form}", capsys) for form in ("table", "json", "jsonl", "csv", "md")}
    changed = documents / "S0.txt"
    changed.write_text(changed.read_text("utf-8").replace("Paragraph P2 ", "Paragraph two "), "utf-8")
    differing = {form: run(f"{line} {form}", capsys) for form in sound}

    assert {ran.code for ran in sound.values()} == {Exit.DONE}
    assert sound["table"].out.startswith("verified 60 paragraphs")
    assert json.loads(sound["json"].out)["passed"] is True
    assert [json.loads(row)["message"] for row in sound["jsonl"].out.splitlines()] == ["as cited", "as cited"]
    assert {ran.code for ran in differing.values()} == {Exit.PROBLEMS}
    assert "error[T311]: paragraph P2 of seed 'S0'" in differing["table"].out
    assert [one["code"] for one in json.loads(differing["json"].out)["problems"]] == ["T311"]
    assert differing["csv"].out.splitlines()[0] == "seed,document,code,message,file,line"
    assert "| S0 |" in differing["md"].out


def test_the_directory_of_cases_can_be_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By a variable, which `--case` needs no more than an id for."""
    monkeypatch.chdir(tmp_path)
    assert run("negotiation state", capsys).code == Exit.FILES
    monkeypatch.setenv("NEGOTIATION_EVENTS", str(CASE.parent))

    assert run("negotiation state talks --on 2014-04-03", capsys).code == Exit.DONE
    assert run(f"negotiation state talks --on 2014-04-03 --case {CASE.name}", capsys).code == Exit.DONE


def test_what_is_suggested_is_about_the_same_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands of the last line run as they stand, from where the first one ran."""
    monkeypatch.chdir(tmp_path)
    asked = f"--case '{CASE}' --on 2014-04-03 --known same --reading plo"
    shown = run(f"negotiation state prisoner-release {asked}", capsys).out
    more = next(line for line in shown.splitlines() if line.startswith("More: "))
    suggested = more.removeprefix("More: ").split(" · ")

    assert len(suggested) == 2
    for line in suggested:
        ran = run(line, capsys)
        assert (ran.code, ran.err) == (Exit.DONE, "")
        assert "under the reading plo" in ran.out


def test_time_is_told_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, phase by phase."""
    ran = run("negotiation state talks --on 2014-04-03 -v", capsys)

    assert re.fullmatch(r"load \d+ ms, replay and check \d+ ms, answer \d+ ms\n", ran.err)
