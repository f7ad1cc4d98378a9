"""Assignments from nbgrader's own installed test notebooks, which are read there and never copied here."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
import nbgrader
from nbgrader_corpus.cells import Edit, all_cells, fill, grade_id_of, replace_with, then, untouched
from nbgrader_corpus.course import Assignment, HandIn, Notebooks

INSTALLED = Path(nbgrader.__file__).parent
FILES = INSTALLED / "tests" / "apps" / "files"
MORE_FILES = INSTALLED / "tests" / "preprocessors" / "files"
GUIDE = INSTALLED / "docs" / "source" / "user_guide"
HAS_TESTS = FILES.is_dir() and MORE_FILES.is_dir()


def file(name: str, folder: Path = FILES) -> Edit:
    """Return an edit that hands in one of nbgrader's notebooks."""
    return replace_with(p1=folder / f"{name}.ipynb")


def solution_of(source: Path) -> Edit:
    """Return an edit that fills in what an instructor's notebook answers."""
    def edit(notebooks: Notebooks) -> None:
        there = {grade_id_of(cell): cell for cell in all_cells(notebooks)}
        for cell in nbformat.read(source, as_version=4).cells:
            if cell.metadata.get("nbgrader", {}).get("solution") and grade_id_of(cell) in there:
                there[grade_id_of(cell)].source = cell.source
    return edit


def cheating(grade_id: str) -> HandIn:
    code = "import IPython\nIPython.core.interactiveshell.InteractiveShell.showtraceback = lambda *a, **k: None"
    return HandIn(fill(**{grade_id: code}), tries="showtraceback")


def one(name: str, source: str, folder: Path = FILES, files: dict | None = None, **hand_ins: HandIn) -> Assignment:
    return Assignment(name, {"p1": folder / f"{source}.ipynb"},
                      {learner.replace("_", "-"): each for learner, each in hand_ins.items()}, files or {})


SQUARES = {"correct_squares": 1.0, "squares_invalid_input": 1.0, "correct_sum_of_squares": 0.5,
           "sum_of_squares_uses_squares": 0.5}
LOOP = "def squares(n):\n    return [i * i for i in range(1, n + 1)]"  # takes any n


def squares(name: str, source: str) -> Assignment:
    whole = solution_of(FILES / "test.ipynb")
    return one(name, source, blank=HandIn(untouched), solved=HandIn(whole, SQUARES),
               half=HandIn(then(whole, fill(squares=LOOP)), SQUARES | {"squares_invalid_input": 0.0}),
               wrong=HandIn(fill(squares="def squares(n):\n    return 3")), hides_errors=cheating("squares"))


def made_by_nbgrader() -> tuple[Assignment, ...]:
    """Return assignments of ordinary cells: what nbgrader tests its autograding with."""
    foo, both = {"foo": 1.0}, {"foo": 1.0, "bar": 1.0}
    submitted = one(
        "submitted", "submitted-unchanged", blank=HandIn(file("submitted-unchanged"), foo),
        solved=HandIn(file("submitted-changed"), both), cheat=HandIn(file("submitted-cheat-attempt"), foo,
                                                                     tries="showtraceback"),
        cheat_2=HandIn(file("submitted-cheat-attempt-alternative"), foo, tries="showtraceback"),
        grade_cell=HandIn(file("submitted-grade-cell-changed"), foo, tries="edited tests"),
        locked_cell=HandIn(file("submitted-locked-cell-changed"), foo),
        answer_type=HandIn(file("submitted-answer-cell-type-changed", MORE_FILES), foo),
        grade_type=HandIn(file("submitted-grade-cell-type-changed", MORE_FILES), foo, tries="types"),
        half=HandIn(fill(set_a="a = 2"), foo))
    old = one("old", "test", v0=HandIn(file("test-v0"), SQUARES), v1=HandIn(file("test-v1"), SQUARES),
              v2=HandIn(file("test-v2"), SQUARES), solved=HandIn(file("test"), SQUARES),
              with_output=HandIn(file("test-with-output"), SQUARES),
              no_metadata=HandIn(file("test-no-metadata"), SQUARES),
              too_new=HandIn(file("too-new"), may_refuse="schema|newer"))
    relative = one("relative", "open_relative_file", files={"data.txt": FILES / "data.txt"},
                   blank=HandIn(untouched, {"open_file": 10.0}),
                   own_data=HandIn(untouched, {"open_file": 10.0}, {"data.txt": "one line"}))
    by_hand = one("by-hand", "manually-graded-code-cell", MORE_FILES, blank=HandIn(untouched),
                  solved=HandIn(fill(foo="print('mine')")))
    environment = one("environment", "validating-environment-variable", blank=HandIn(untouched))
    return (submitted, old, squares("squares", "test"), hidden(), relative, by_hand, environment)


def hidden() -> Assignment:
    whole = solution_of(FILES / "test.ipynb")
    return one("hidden", "test-hidden-tests", blank=HandIn(untouched, {"squares_invalid_input": 1.0,
                                                                       "sum_of_squares_uses_squares": 0.5}),
               solved=HandIn(whole, SQUARES), half=HandIn(then(whole, fill(squares=LOOP)),
                                                          SQUARES | {"squares_invalid_input": 0.0}),
               wrong=HandIn(fill(squares="def squares(n):\n    return 3")), hides_errors=cheating("squares"))


def with_autotest() -> tuple[Assignment, ...]:
    """Return assignments whose tests nbgrader makes from the instructor's answers."""
    tests = {"autotests.yml": FILES / "autotests.yml"}
    simple, hashed, hidden = {"test_simple": 1.0}, {"test_hashed": 1.0}, {"test_hidden": 1.0}
    multi = dict.fromkeys(("test_multi", "cell-f2803ba7c42d03ab", "cell-13479eb0e5fff152"), 1.0)
    all_multi = multi | {"cell-693350420ec62f1b": 1.0}
    wrong = HandIn(fill(soln="a = 6\nb = 'bye'\nc = []"))
    return (
        one("simple", "autotest-simple", files=tests, blank=HandIn(file("autotest-simple-unchanged")),
            solved=HandIn(file("autotest-simple-changed"), simple), wrong=wrong, hides_errors=cheating("soln")),
        one("hashed", "autotest-hashed", files=tests, blank=HandIn(file("autotest-hashed-unchanged")),
            solved=HandIn(file("autotest-hashed-changed"), hashed), wrong=wrong),
        one("hidden-auto", "autotest-hidden", files=tests, blank=HandIn(file("autotest-hidden-unchanged")),
            solved=HandIn(file("autotest-hidden-changed-right"), hidden),
            wrong=HandIn(file("autotest-hidden-changed-wrong"))),
        one("multi", "autotest-multi", files=tests, blank=HandIn(file("autotest-multi-unchanged")),
            half=HandIn(file("autotest-multi-changed"), multi),
            solved=HandIn(solution_of(FILES / "autotest-multi.ipynb"), all_multi), wrong=wrong),
    )


def with_timeout() -> Assignment:
    """Return nbgrader's assignment whose answer sleeps."""
    slow = "import time\ndef foo():\n    time.sleep({})\n    return True"
    return one("timeout", "timeout", quick=HandIn(fill(squares=slow.format(0)), {"correct_squares": 1.0}),
               slow=HandIn(fill(squares=slow.format(30))))


def cannot_be_released() -> tuple[Assignment, ...]:
    """Return sources that nbgrader does not release."""
    names = {"duplicate-ids": "duplicate-grade-ids", "no-points": "blank-points"}
    old = {"source-v0": "test-v0", "source-v2": "test-v2", "source-too-new": "too-new"}
    made = [*(one(name, source, MORE_FILES, blank=HandIn(untouched)) for name, source in names.items()),
            *(one(name, source, blank=HandIn(untouched)) for name, source in old.items())]
    return tuple(replace(each, may_refuse=".") for each in made)
