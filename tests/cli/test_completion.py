"""Shells get words to offer, fast and from the program itself, and never an error into somebody's prompt."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from negotiation.cache.place import file
from negotiation.cli.app import NAMES
from negotiation.cli.completing import SHELLS, VARIABLE, replied
from negotiation.cli.main import main
from tests.cli.running import NEUTRAL, run, started
from tests.source import ROOT

Ask = Callable[..., list[str]]
BUDGET = 0.08
"""Seconds of CPU above what Python takes to do nothing."""


@pytest.fixture(name="cache", scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that one question about the shipped case has filled."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {**NEUTRAL, "NEGOTIATION_CACHE": str(cache)}.items():
            patched.setenv(name, value)
        patched.chdir(ROOT)
        assert main(["state", "--quiet"]) == 0
    return cache


@pytest.fixture(name="filled", scope="module")
def _filled(cache: Path) -> Path:
    """The same cache, filled by a process of its own: the paths of this one make it another program."""
    assert started(["state", "--quiet"], env={"NEGOTIATION_CACHE": str(cache)}).returncode == 0
    return cache


@pytest.fixture(name="ask")
def _ask(cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask as bash does, about the last of some words."""
    monkeypatch.setenv("NEGOTIATION_CACHE", str(cache))
    monkeypatch.setenv(VARIABLE, "complete_bash")

    def asked(*words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", "\n".join(["negotiation", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        capsys.readouterr()
        replied()
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.split()

    return asked


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ex"], ["explain", "export"]),
        (["state", "--re"], ["--readings", "--recorded", "--reading"]),
        (["state", "--format", ""], ["table", "json", "jsonl", "csv", "md"]),
        (["export", "panel", "--every", ""], ["day", "week", "month"]),
        (["export", "p"], ["panel", "prov", "parquet", "plover"]),
        (["export", "schema", "c"], ["case", "codings"]),
        (["state", "--reading", ""], ["record", "israel", "plo"]),
        (["state", "--case", "talks"], ["talks-2013-14"]),
        (["state", "--case", "talks-2013-14", "--reading", "p"], ["plo"]),
        (["state", "prisoner-release/"], [f"prisoner-release/{n}" for n in (1, 2, 3, 4)]),
        (["why", "e46-not"], ["e46-not-released"]),
        (["correct", "e81"], ["e81-tax-revenue-withheld"]),
        (["timeline", "--kind", "suspend"], ["suspended"]),
        (["explain", "T10"], ["T100", "T101", "T102", "T103", "T104", "T105", "T106", "T107", "T108", "T109"]),
        (["chart", ""], ["lanes", "steps-prisoner-release", "strips"]),
        (["completion", ""], [*SHELLS]),
        (["what-if", "file.yaml", "to"], ["totals"]),
        (["what-if", "file.yaml", "state", "--axis", "wit"], ["withheld"]),
        (["state", "--known", "s"], ["same"]),
        (["state", "-o", ""], []),
        (["nonsense", ""], []),
        (["state", "--case", "nowhere", "--reading", ""], []),
    ],
)
def test_what_may_stand_next_is_offered(ask: Ask, words: list[str], offered: list[str]) -> None:
    """Where nothing is, the shell offers the names of files."""
    assert ask(*words) == offered


def test_every_command_is_offered(ask: Ask) -> None:
    """And every option that its help names."""
    assert ask("") == NAMES


def test_other_shells_are_told_what_a_word_is(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Typer's scripts for them take it; a quote that is open is no reason for an error."""
    ask("")
    said: Mapping[str, tuple[str, str]] = {
        "complete_fish": (
            "negotiation expl",
            "explain\tExplain the code of a problem, with a bad and a good example.\n",
        ),
        "complete_zsh": ("negotiation why e46-not", "_arguments '*: :((\"e46-not-released\"))'"),
    }
    for shell, (line, expected) in said.items():
        monkeypatch.setenv(VARIABLE, shell)
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        assert replied() == 0
        assert capsys.readouterr().out == expected
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "negotiation state 'pris")
    assert replied() == 0
    assert capsys.readouterr() == ("_files", "")


def test_a_shell_is_never_told_of_an_error(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nonsense, a cache that is broken or off, a directory that is gone: there is less to offer, and no more."""
    monkeypatch.setenv("NEGOTIATION_CACHE", "off")
    assert ask("state", "--on", "") == ["today", "yesterday"]
    assert ask("state", "pris") == []
    monkeypatch.setenv("NEGOTIATION_CACHE", str(tmp_path))
    (tmp_path / "completion.json").write_text("[", "utf-8")
    assert ask("expl") == ["explain"]
    assert "explain" in json.loads((tmp_path / "completion.json").read_text("utf-8"))["commands"]
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert ask("state", "pris") == []
    monkeypatch.setenv("COMP_CWORD", "many")
    assert (replied(), capsys.readouterr()) == (1, ("", ""))


def test_in_a_real_bash(filled: Path, tmp_path: Path) -> None:
    """With the script sourced, as the page says, Tab's own function fills in what bash would show."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    program = tmp_path / "negotiation"
    program.write_text(f'#!{bash}\nexec "{sys.executable}" -m negotiation "$@"\n', "utf-8")
    program.chmod(0o755)
    line = """
        eval "$(negotiation completion bash)" && complete -p negotiation
        COMP_WORDS=(negotiation state --reading "") COMP_CWORD=3
        _negotiation_completion negotiation && echo "${COMPREPLY[*]}"
        COMP_WORDS=(negotiation expo) COMP_CWORD=1
        _negotiation_completion negotiation && echo "${COMPREPLY[*]}"
    """
    env = {**NEUTRAL, "PATH": f"{tmp_path}:{os.defpath}", "PYTHONPATH": str(ROOT), "NEGOTIATION_CACHE": str(filled)}
    ran = subprocess.run([bash, "-c", line], env=env, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - as the page says
    assert ran.stderr == ""
    registered, *said = ran.stdout.splitlines()
    assert registered == "complete -o default -F _negotiation_completion negotiation"
    assert said == ["record israel plo", "export"]


def test_it_is_fast(filled: Path) -> None:
    """Options and ids are there before anybody waits: little more than Python's own start."""
    env = {**NEUTRAL, "PYTHONPATH": str(ROOT), "NEGOTIATION_CACHE": str(filled), "COMP_CWORD": "2"}

    def spent(words: list[str], **more: str) -> float:
        def once() -> float:
            before = os.times()
            subprocess.run(  # noqa: S603 - the command is ours
                [sys.executable, *words], env={**env, **more}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
            )
            after = os.times()
            return after.children_user + after.children_system - before.children_user - before.children_system

        return min(once() for _ in range(4))

    bare = spent(["-c", "pass"])
    for words in ("negotiation\nstate\n--", "negotiation\nwhy\ne"):
        asking = {VARIABLE: "complete_bash", "COMP_WORDS": words}
        assert spent(["-m", "negotiation"], **asking) - bare < BUDGET, words


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It asks the program by the variable that it listens to."""
    ran = run(f"negotiation completion {shell}", capsys)
    assert (ran.code, ran.err) == (0, "")
    assert f"{VARIABLE}=complete_{shell}" in ran.out
    assert re.search(r"\bnegotiation\b", ran.out)
    assert file() is None


def test_no_such_shell(capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused."""
    ran = run("negotiation completion tcsh", capsys)
    assert (ran.code, ran.out) == (2, "")
    assert "SHELL is one of bash, zsh, fish, and not 'tcsh'" in ran.err
