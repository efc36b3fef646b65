"""Curators test their cases with pytest: in Python by a fixture, in YAML by files of scenarios."""

import sys
from collections.abc import Callable
from shutil import copytree
from subprocess import run

import pytest

from negotiation import Case
from negotiation.api import Range
from negotiation.testing import given, plugin
from negotiation.testing.scenario import ScenarioFailed
from tests.source import ROOT

pytest_plugins = ["pytester"]

SMALL = str(ROOT / "tests" / "cases" / "small")
MORE = """
- {id: more, kind: performed, on: 2020-06-01, reported: 2020-06-01, subject: trucks/2, by: aland, quantity: 2,
   certainty: confirmed, sources: [{source: agency}]}
"""

Tried = Callable[..., tuple[dict[str, int], str]]


@pytest.fixture
def tried(pytester: pytest.Pytester) -> Tried:
    """Run pytest with the plugin over some files; how many tests came out how, and what is printed."""
    copytree(SMALL, pytester.path / "small")

    def run_(**files: str) -> tuple[dict[str, int], str]:
        for name, text in files.items():
            stem, _, ending = name.rpartition("_")
            path = pytester.path / f"{stem.replace('_scenario', '.scenario')}.{ending}"
            path.write_text(text, "utf-8")
        ran = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-q", plugins=[plugin])
        return ran.parseoutcomes(), str(ran.stdout)

    return run_


def test_a_scenario_in_python_passes_and_fails(tried: Tried) -> None:
    """A failure names the line and the field, both numbers, their difference and what to type, and no traceback."""
    came, printed = tried(
        test_trucks_py="""
def test_handed_over(given):
    begun = given("small").on("2020-04-02").known("same").under("bland")
    begun.then({"trucks": {"performed": 4, "outstanding": 6}, "trucks/1": {"status": "satisfied"}})

def test_too_many(given):
    given("small").on("2020-04-02").then(
        {
            "trucks": {"outstanding": 6, "performed": 5},
        }
    )
"""
    )

    assert came == {"passed": 1, "failed": 1}
    assert "error[T202]: performed of trucks on 2020-04-02 is 4, asserted 5\n" in printed
    assert "--> test_trucks.py:9:55\n" in printed
    assert "= asserted: performed 5, counted 4\n" in printed
    assert "= difference: 1 too few\n" in printed
    assert "= help: negotiation why trucks --on 2020-04-02 --case small\n" in printed
    assert "first-trucks" in printed
    assert "Traceback" not in printed
    assert "negotiation/testing" not in printed


def test_what_was_mistyped_has_its_place_and_what_was_meant(tried: Tried) -> None:
    """An unknown subject, field and reading, days that are none or several, a case and a text that are not right."""
    came, printed = tried(
        test_slips_py='''
def test_subject_and_field(given):
    given("small").on("2020-04-02").then({"truks": {}, "trucks": {"performd": 4}})

def test_reading(given):
    given("small").on("2020-04-02").under("blnd").then({})

def test_day(given):
    given("small").on("2020-04").then({})

def test_no_day(given):
    given("small").on("2020-04-02").known("2020-04-31").then({})

def test_case(given):
    given("smal").on("2020-04-02").then({})

def test_text(given):
    given("small", """
- {id: more, kin: performed, on: 2020-06-01}
""").on("2020-04-02").then({})

def test_no_case(given):
    given("""
[]
""").then({})
'''
    )

    assert came == {"failed": 7}
    for said in (
        "error[T112]: nothing has the id 'truks'\n --> test_slips.py:3:43\n",
        "^^^^^^^ did you mean 'trucks'?",
        "performd of trucks on 2020-04-02 is no such field, asserted 4\n --> test_slips.py:3:67\n",
        "^^^^^^^^^^ did you mean 'performed'?",
        "error[T114]: the case declares no reading 'blnd': did you mean 'bland'?\n --> test_slips.py:6:43\n",
        "on: '2020-04' is 30 days, and one is asked for, such as 2020-04-30\n --> test_slips.py:9:23\n",
        "known: '2020-04-31' is not a day of the calendar\n  --> test_slips.py:12:43\n",
        "test_slips.py:15:36: no case 'smal'",
        "error[T101]: unknown field 'kin'\n --> given-2.yaml:2:14\n",
        "no case is given: name a directory that has a case.yaml",
    ):
        assert said in printed


def test_a_scenario_that_expects_nothing_fails() -> None:
    """It could never fail; nor is a subject absent on a day of which nothing is coded."""
    begun = given(SMALL).on("2020-04-02")

    with pytest.raises(ScenarioFailed, match="nothing is expected, so"):
        begun.then({})
    with pytest.raises(ScenarioFailed, match="nothing is expected of trucks"):
        begun.then({"trucks": {}})
    begun.on("2020-01-15").then({"trucks": None})
    with pytest.raises(ScenarioFailed, match="2021-04-02 lies outside the case's coverage: not coded"):
        begun.on("2021-04-02").then({"trucks": None})


def test_a_file_of_scenarios_is_collected(tried: Tried) -> None:
    """Each scenario is a test by its sentence; records given in it stand at their own places."""
    came, printed = tried(
        trucks_scenario_yaml=f"""
- scenario: Four were handed over in time.
  given: small
  on: 2020-04-02
  known: same
  reading: aland
  then:
    trucks: {{performed: 4, outstanding: 6}}
    no-patrols: {{phase: in force}}
- scenario: Seven with these.
  given:
    - small
    {MORE.strip().replace(chr(10), chr(10) + "    ")}
    - id: one-more
      kind: performed
      on: 2020-06-01
      reported: 2020-06-01
      subject: trucks/2
      by: aland
      quantity: 1
      certainty: confirmed
      sources: [{{source: agency}}]
  on: 2020-06-02
  then:
    trucks: {{performed: 8}}
- {{scenario: Nowhere., given: smal, on: 2020-02-03, then: not coded}}
- scenario: A slip.
  given:
    - small
    - {{id: more, kin: performed, on: 2020-06-01}}
  on: 2020-02-03
  then: not coded
- {{scenario: Nothing is coded behind the end., given: [small], on: 2021-01-01, then: not coded}}
- {{scenario: Nothing was promised yet., given: [small], on: 2020-02-01, then: {{trucks: null}}}}
- {{scenario: Something was., given: [small], on: 2020-02-03, then: {{trucks: null}}}}
"""
    )

    assert came == {"passed": 3, "failed": 4}
    assert "performed of trucks on 2020-06-02 is 7, asserted 8\n  --> trucks.scenario.yaml:26:25\n" in printed
    assert "  ::: trucks.scenario.yaml:13:12\n" in printed
    assert "trucks.scenario.yaml:27:31: no case 'smal'" in printed
    assert "error[T101]: unknown field 'kin'\n  --> trucks.scenario.yaml:31:18\n" in printed
    assert "error[T202]: trucks is there on 2020-02-03, asserted that it is not: upcoming" in printed
    assert "FAILED trucks.scenario.yaml::Seven with these." in printed
    assert "Traceback" not in printed


def test_a_file_of_scenarios_with_problems_is_told_as_check_tells(tried: Tried) -> None:
    """Every slip with its code and place; a text that is no YAML too, and records in brackets."""
    came, printed = tried(
        slips_scenario_yaml="""- scenario: With slips.
  given: small
  on: 2020-04-32
  when: same
  then: {trucks: {performed: 4}}
- {scenario: In brackets., given: [small, {id: more}], on: 2020-04-01, then: not coded}
- {scenario: Without.}
""",
        broken_scenario_yaml="- scenario: [\n",
    )

    assert came == {"errors": 2}
    for said in (
        "error[T106]: 'on': '2020-04-32' is not a day of the calendar\n --> slips.scenario.yaml:3:7\n",
        "error[T101]: unknown field 'when'\n --> slips.scenario.yaml:4:3\n",
        "error[T100]: a record that is given stands on lines of its own, begun with '- '\n --> slips.scenario.yaml:6:",
        "error[T102]: 'given', 'on' and 'then' are missing\n --> slips.scenario.yaml:7:4\n",
        " --> broken.scenario.yaml:",
    ):
        assert said in printed
    assert "Traceback" not in printed


def test_which_files_are_scenarios_is_for_the_project_to_say(pytester: pytest.Pytester, tried: Tried) -> None:
    """By patterns of their names in the settings; other files of YAML are nobody's business."""
    pytester.makeini("[pytest]\nnegotiation_scenarios = scenarios/test_*.yaml")
    folder = pytester.mkdir("scenarios")
    text = "- {scenario: One., given: [small], on: 2021-01-01, then: not coded}\n"
    (folder / "test_end.yaml").write_text(text, "utf-8")
    (folder / "other.yaml").write_text("a: [", "utf-8")

    came, _ = tried(broken_scenario_yaml="- scenario: [\n")

    assert came == {"passed": 1}


def test_without_pytest_a_failure_is_an_assertion() -> None:
    """The same words, as an exception of its own; a whole case may be given as texts."""
    begun = given(SMALL, MORE).on("2020-06-02")
    begun.then({"trucks": {"performed": 6}})

    with pytest.raises(ScenarioFailed, match="performed of trucks on 2020-06-02 is 6, asserted 5"):
        begun.then({"trucks": {"performed": 5}})
    with pytest.raises(ScenarioFailed, match="is coded, asserted that it is not"):
        begun.then_not_coded()
    head = "title: A loan\ntz: UTC\ncoverage: {start: 2020-01-01, end: 2020-12-31}\nrelease_day: 2021-01-01\n"
    given(head, "[]\n").on("2021-06-01").then_not_coded()
    assert len(given(head, "[]\n").on("2020-06-01").state()) == 0


def test_assertions_of_a_case_speak_of_its_own_records() -> None:
    """With what is supposed besides they may not hold, which is nothing against it; those that are given do count."""
    early = MORE.replace("2020-06-01", "2020-04-01").replace("trucks/2", "trucks/1")
    given(SMALL, early).on("2020-04-02").then({"trucks": {"performed": 6}})

    with pytest.raises(
        ScenarioFailed, match=r"performed of trucks on 2020-05-01 is 6, asserted 4\n --> given-3\.yaml:1:"
    ):
        given(SMALL, early, "- assertion: {on: 2020-05-01, subject: trucks, expect: {performed: 4}}\n").then_not_coded()


def test_a_scenario_may_be_gone_on_from_twice() -> None:
    """Each step makes a new one; as the files stood then, nothing had been entered."""
    begun = given(SMALL).on("2020-06-20")
    under = begun.under("bland").known("2020-06-13")

    under.then({"trucks": {"outstanding": 7}})
    begun.then({"trucks": {"outstanding": 6}})
    begun.recorded("2020-12-31").then({"trucks": None, "no-patrols": None})
    given(SMALL).known("same").then({"trucks": {"performed": 4}})
    assert under.state()["trucks"].outstanding == 7
    assert len(begun.recorded("2020-12-31").state()) == 0


def test_what_is_expected_may_be_what_the_library_gives() -> None:
    """Dates, ranges and days that are several, beside numbers and words."""
    row = Case.load(SMALL).on("2020-03-30")["trucks"]

    assert row.performed == Range(0, 4)
    given(SMALL).on("2020-03-30").then({"trucks": {"performed": row.performed, "due": row.due}})
    with pytest.raises(ScenarioFailed, match="performed of trucks on 2020-03-30 is 0 to 4, asserted 0 to 3"):
        given(SMALL).on("2020-03-30").then({"trucks": {"performed": Range(0, 3)}})
    given(SMALL).on("2020-07-01").then({"no-patrols": {"causes": ("no-patrols-promised", "patrol-seen")}})


def test_files_are_read_again_once_they_change(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file that is given counts as it is when it is given."""
    file = tmp_path_factory.mktemp("given") / "more.yaml"
    file.write_text(MORE, "utf-8")
    given(SMALL, file).on("2020-06-02").then({"trucks": {"performed": 6}})

    file.write_text(MORE.replace("quantity: 2", "quantity: 1"), "utf-8")

    given(SMALL, file).on("2020-06-02").then({"trucks": {"performed": 5}})

    here = copytree(SMALL, file.parent / "small")
    given(here).on("2020-06-02").then({"trucks": {"performed": 4}})
    (here / "more.yaml").write_text(MORE, "utf-8")
    given(here).on("2020-06-02").then({"trucks": {"performed": 6}})


def test_the_plugin_imports_nothing_before_it_is_used() -> None:
    """It is loaded by every run of pytest where the package is installed."""
    probe = "import sys, negotiation.testing.plugin; print(*sys.modules)"
    ran = run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - ours

    ours = {name for name in ran.stdout.split() if name.startswith("negotiation")}
    assert ours == {"negotiation", "negotiation.testing", "negotiation.testing.plugin"}
    assert not {"pydantic", "yaml"} & {*ran.stdout.split()}
