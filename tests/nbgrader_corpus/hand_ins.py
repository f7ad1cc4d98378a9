"""The homework that most classes of the corpus give out, and what learners hand in for it."""
from __future__ import annotations

from nbgrader_corpus.cells import (
    Edit,
    add,
    answer,
    copy,
    drop,
    fill,
    locked,
    manual,
    notebook,
    plain,
    remark,
    retype,
    tag,
    task,
    test,
    then,
    untouched,
)
from nbgrader_corpus.course import Assignment, HandIn

RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return 0"
HALF = "def double(x):\n    return abs(2 * x)"
ALL = {"seen": 1.0, "unseen": 2.0, "partial": 2.0}
HALF_DUE = {"seen": 1.0, "partial": 1.0}
CHEAT = "from IPython.core.interactiveshell import InteractiveShell\n"


def homework(name: str = "hw", **changes) -> Assignment:
    """Return the homework with five hand-ins: blank, solved, half, wrong, and one that hides its errors."""
    cells = [locked("setup", "limit = 10"), answer("answer", RIGHT), plain("double(1)"),
             test("seen", "assert double(2) == 4"),
             test("unseen", "assert double(1) == 2", 2, hidden="assert double(-3) == -6"),
             test("partial", "sum(double(x) == 2 * x for x in (1, 2, -1, -2)) * 0.5", 2),
             manual("why", "Because.", 2)]
    plainly = {"sources": {"p1": notebook(*cells)}, "hand_ins": {name: LEARNERS[name] for name in FIVE}}
    return Assignment(name, **plainly | changes)


def solve(code: str, *more: Edit) -> Edit:
    return then(fill(answer=code), *more)


LEARNERS = {
    "blank": HandIn(untouched),
    "solved": HandIn(solve(RIGHT, fill(why="Because of this.")), ALL),
    "half": HandIn(solve(HALF), HALF_DUE),
    "wrong": HandIn(solve(WRONG)),
    "hides-errors": HandIn(solve(f"{CHEAT}InteractiveShell.showtraceback = lambda *a, **k: None"),
                           tries="showtraceback"),
    "hides-errors-2": HandIn(solve(f"{CHEAT}InteractiveShell.showtraceback = None"), tries="showtraceback"),
    "raises": HandIn(solve("def double(x):\n    raise ValueError(x)")),
    "bad-syntax": HandIn(solve("def double(x:\n    return")),
    "warns": HandIn(solve("import warnings\nwarnings.simplefilter('always')\ndef double(x):\n"
                          "    warnings.warn('slow')\n    return 2 * x"), ALL),
    "writes-to-stderr": HandIn(solve("import sys\ndef double(x):\n    sys.stderr.write('here')\n    return 2 * x"),
                               ALL),
    "prints": HandIn(solve("def double(x):\n    print('here', x)\n    return 2 * x"), ALL),
    "magics": HandIn(solve(f"%config InlineBackend.figure_format = 'svg'\n{RIGHT}", add("%%time\n1 + 1"),
                           add("!echo hello")), ALL),
    "own-cells": HandIn(solve(RIGHT, add("x = 1"), add("raise ValueError('mine')", 3)), ALL),
    "answers-elsewhere": HandIn(add(RIGHT, 3), ALL),
    "overwrites-print": HandIn(solve("print = lambda *a: None\n" + WRONG), tries="print"),
    "drops-tests": HandIn(solve(WRONG, drop("seen", "unseen")), tries="missing cells"),
    "drops-tests-solved": HandIn(solve(RIGHT, drop("seen", "unseen")), ALL),
    "drops-answer": HandIn(drop("answer")),
    "drops-manual": HandIn(solve(RIGHT, drop("why")), ALL),
    "edits-tests": HandIn(solve(WRONG, fill(seen="assert True", unseen="assert True")), tries="edited tests"),
    "edits-setup": HandIn(solve(RIGHT, fill(setup="limit = 0")), ALL),
    "edits-points": HandIn(solve(HALF, remark("seen", points=100.0)), HALF_DUE, tries="points"),
    "unlocks": HandIn(solve(WRONG, remark("seen", locked=False, grade=False), fill(seen="pass")), tries="marks"),
    "becomes-solution": HandIn(solve(WRONG, remark("seen", solution=True), fill(seen="pass")), tries="marks"),
    "unmarks": HandIn(solve(WRONG, remark("seen", grade_id="other")), tries="marks"),
    "skips": HandIn(solve(WRONG, tag("seen", "skip-execution"), tag("unseen", "skip-execution")),
                    tries="skip-execution"),
    "raises-tag": HandIn(solve(WRONG, tag("seen", "raises-exception"), tag("unseen", "raises-exception")),
                         tries="raises-exception"),
    "nan": HandIn(solve("class Nan(int):\n    def __mul__(self, other): return float('nan')\n"
                        f"{WRONG}\ndef sum(values):\n    return Nan(0)"), tries="nan"),
    "huge": HandIn(solve(f"{WRONG}\ndef sum(values):\n    return 10**9"), {"partial": 2.0}, tries="huge"),
    "negative": HandIn(solve(f"{WRONG}\ndef sum(values):\n    return -1"), tries="negative"),
    "text": HandIn(solve(f"{WRONG}\nclass Odd(int):\n    def __mul__(self, other): return 'full'\n"
                         "def sum(values):\n    return Odd(0)"), {"partial": 2.0}, tries="text"),
    "leaves": HandIn(solve("import os\nos._exit(0)"), tries="os._exit"),
    "leaves-late": HandIn(solve(f"import os\n{RIGHT}\ndef sum(values):\n    os._exit(0)"), {"seen": 1.0, "unseen": 2.0},
                          tries="os._exit"),
    "leaves-in-test": HandIn(solve("import os\ndef double(x):\n    if x == 2:\n        os._exit(0)"), tries="os._exit"),
    "floods": HandIn(solve("def double(x):\n    if x in (2, -3):\n        print('x' * 300_000)\n    return 0"),
                     tries="output"),
    "floods-lines": HandIn(solve("def double(x):\n    if x in (2, -3):\n        for i in range(5000):\n"
                                 "            print('x' * 100, flush=i % 50 == 0)\n    return 0"), tries="output"),
    "hides-errors-in-tests": HandIn(solve(f"{WRONG}\n{CHEAT}InteractiveShell.showtraceback = lambda *a, **k: None"),
                                    tries="showtraceback"),
    "shows-nothing": HandIn(solve(f"{WRONG}\n{CHEAT}InteractiveShell._showtraceback = lambda *a, **k: None"),
                            tries="showtraceback"),
    "custom-handler": HandIn(solve(f"{WRONG}\nget_ipython().set_custom_exc((Exception,), lambda *a, **k: None)"),
                             tries="showtraceback"),
    "exits": HandIn(solve("import sys\nsys.exit(0)"), tries="sys.exit"),
    "exits-in-tests": HandIn(solve("def double(x):\n    raise SystemExit(0)"), tries="sys.exit"),
    "retypes-test": HandIn(solve(WRONG, retype("seen", "markdown")), tries="types"),
    "retypes-answer": HandIn(solve(RIGHT, retype("answer", "markdown")), ALL),
    "retypes-manual": HandIn(solve(RIGHT, retype("why", "code")), ALL),
    "copies-answer-last": HandIn(solve(WRONG, copy("answer", source=RIGHT))),
    "copies-answer-first": HandIn(solve(RIGHT, copy("answer", at_end=False, source=WRONG)), ALL),
    "copies-tests": HandIn(solve(HALF, copy("seen"), copy("seen", at_end=False)), HALF_DUE),
    "copies-test-emptied": HandIn(solve(WRONG, copy("seen", source="pass")), tries="duplicates"),
    "patches-run-cell": HandIn(solve("import ast\nget_ipython().ast_transformers.append(type('T', (ast.NodeTransformer,"
                                     "), {'visit_Assert': lambda self, node: ast.Pass()})())\n" + WRONG),
                               tries="asserts"),
}
FIVE = ("blank", "solved", "half", "wrong", "hides-errors")


def everything() -> Assignment:
    """Return the homework, with a task and code that a person grades, handed in in every way that is known here."""
    given = homework("everything")
    cells = [*given.sources["p1"].cells, manual("draw", "print('a plot')", 3, code=True), task("tidy", "Be tidy.", 2)]
    return Assignment("everything", {"p1": notebook(*cells)}, LEARNERS)
