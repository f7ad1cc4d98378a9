"""Our own assignments, made after everything that nbgrader's documentation lets an instructor do in a notebook."""
from __future__ import annotations

from nbgrader_corpus.cells import (
    PYTHON,
    add,
    answer,
    fill,
    locked,
    manual,
    notebook,
    plain,
    test,
    then,
    untouched,
)
from nbgrader_corpus.course import Assignment, HandIn, Notebooks
from nbgrader_corpus.hand_ins import ALL, RIGHT, WRONG, homework, solve


def several() -> Assignment:
    """Return an assignment of two notebooks, the second of which needs nothing of the first."""
    first = notebook(answer("one", "a = 1"), test("is-one", "assert a == 1"))
    second = notebook(answer("two", "b = 2"), test("is-two", "assert b == 2"), test("alone", "assert 'a' not in dir()"))
    both = fill(one="a = 1", two="b = 2")
    due = {"is-one": 1.0, "is-two": 1.0, "alone": 1.0}
    one_only = {"is-one": 1.0}
    return Assignment("several", {"p1": first, "p2": second}, {
        "blank": HandIn(untouched, {"alone": 1.0}), "solved": HandIn(both, due),
        "half": HandIn(fill(one="a = 1", two="b = 3"), due | {"is-two": 0.0}),
        "wrong": HandIn(fill(one="a = 3", two="a = 3")),
        "first-only": HandIn(then(both, _without("p2")), one_only),
        "and-another": HandIn(then(both, _rename("p2", "p3", keep=True)), due),
        "renamed": HandIn(then(both, _rename("p2", "p2 (1)")), one_only),
        "swapped": HandIn(then(both, _swap)),
        "leaves": HandIn(fill(one="import os\nos._exit(0)", two="b = 2"), {"is-two": 1.0, "alone": 1.0},
                         tries="os._exit"),
    })


def _without(name: str):
    def edit(notebooks: Notebooks) -> None:
        del notebooks[name]
    return edit


def _rename(old: str, new: str, keep: bool = False):
    def edit(notebooks: Notebooks) -> None:
        notebooks[new] = notebooks[old] if keep else notebooks.pop(old)
    return edit


def _swap(notebooks: Notebooks) -> None:
    notebooks["p1"], notebooks["p2"] = notebooks["p2"], notebooks["p1"]


def with_files() -> Assignment:
    """Return an assignment whose tests read files: the instructor's, the learner's, and one in a folder."""
    cells = [answer("answer", "def read(path):\n    return open(path).read().strip()"),
             test("given", "assert read('data.txt') == '42'"),
             test("inner", "assert read('data/inner.txt') == 'in'"),
             test("own", "assert read('mine.txt') == 'mine'"),
             test("helper", "import helper\nassert helper.value == 1"),
             test("writes", "open('new.txt', 'w').write('x')\nassert read('new.txt') == 'x';")]
    files = {"data.txt": "42", "data/inner.txt": "in", "helper.py": "value = 1"}
    read = fill(answer="def read(path):\n    return open(path).read().strip()")
    due = {"given": 1.0, "inner": 1.0, "helper": 1.0, "writes": 1.0}
    return Assignment("files", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched, {"helper": 1.0}), "solved": HandIn(read, due | {"own": 1.0}, {"mine.txt": "mine"}),
        "half": HandIn(read, due), "wrong": HandIn(fill(answer="def read(path):\n    return ''"), {"helper": 1.0}),
        "overwrites": HandIn(read, due, {"data.txt": "0", "helper.py": "raise SystemExit"}, tries="files"),
        "own-module": HandIn(then(read, add("import own")), due | {"own": 1.0},
                             {"own.py": "x = 1", "mine.txt": "mine"}),
    }, files)


def with_magics() -> Assignment:
    """Return an assignment that uses what IPython adds to Python, in its own cells and in its tests."""
    cells = [locked("setup", "%matplotlib inline\n%load_ext autoreload\nimport math"),
             answer("answer", "value = !echo 6\nvalue = int(value[0])"),
             plain("%timeit -n 1 -r 1 1 + 1"), plain("%%writefile made.txt\nsix"), plain("?print"),
             test("shell", "assert value == 6"), test("written", "assert open('made.txt').read().strip() == 'six'"),
             test("cell-magic", "%%time\nassert value == 6"), test("await", "import asyncio\nawait asyncio.sleep(0)"),
             test("last", "value == 6"), test("semicolon", "0;"), test("shown", "from IPython.display import display\n"
                                                                     "display(0.5)\nassert value == 6"),
             test("two-values", "0.5\nvalue / 6"), test("underscore", "assert _oh is Out")]
    right = dict.fromkeys(("shell", "written", "cell-magic", "await", "last", "semicolon", "shown", "two-values",
                           "underscore"), 1.0)
    blank = dict.fromkeys(("written", "await", "semicolon", "underscore"), 1.0)
    return Assignment("magics", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched, blank), "solved": HandIn(fill(answer="value = 6"), right),
        "half": HandIn(fill(answer="value = 3"), blank | {"two-values": 0.5, "last": 1.0}),  # False is no number
        "shell": HandIn(fill(answer="value = !echo 6\nvalue = int(value[0])"), right),
        "bash": HandIn(then(fill(answer="value = 6"), add("%%bash\necho hello")), right),
    })


def with_outputs() -> Assignment:
    """Return an assignment whose tests end in numbers, texts and warnings of every kind."""
    ends = {"zero": "0", "one": "1.0", "half": "0.5", "true": "bool(1)", "none": "[].clear()", "text": "str('full')",
            "list": "list([0.5])",
            "numpy": "import numpy\nnumpy.float64(0.5)", "array": "numpy.array(0.5)", "nan": "float('nan')",
            "negative": "-1", "above": "value", "warns": "import warnings\n"
            "warnings.warn('old')", "logs": "import logging\nlogging.warning('hm')", "assigns": "x = 0",
            "prints": "print(0)", "exponent": "5e-1", "underscored": "int('1_0') / 20", "figure": "print();",
            "empty-text": "str()", "string-number": "str(0.5)"}
    cells = [answer("answer", "value = 1"), *(test(name, source, 1) for name, source in ends.items())]
    due = dict.fromkeys(ends, 1.0) | {"zero": 0.0, "half": 0.5, "numpy": 1.0, "nan": 0.0, "negative": 0.0,
                                      "exponent": 0.5, "underscored": 0.5}
    return Assignment("outputs", {"p1": notebook(*cells)}, {
        "solved": HandIn(fill(answer="value = 1"), due), "half": HandIn(fill(answer="value = 0.5"),
                                                                      due | {"above": 0.5}),
        "blank": HandIn(untouched, due | {"above": 0.0}),
        "above": HandIn(fill(answer="value = 2"), due, tries="huge"),
        "infinity": HandIn(fill(answer="value = float('inf')"), due | {"above": 0.0}, tries="huge"),
    })


def of_manual_cells() -> Assignment:
    """Return an assignment that only a person can grade."""
    cells = [manual("text", "Because.", 3), manual("code", "print(1)", 2, code=True)]
    return Assignment("manual", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched), "solved": HandIn(fill(text="So.", code="print(2)")),
        "half": HandIn(fill(text="So.")), "emptied": HandIn(fill(text="", code="")),
        "raises": HandIn(fill(code="raise ValueError"))})


def without_marks() -> Assignment:
    """Return a notebook in which nothing is graded."""
    return Assignment("unmarked", {"p1": notebook(plain("1 + 1"))}, {"blank": HandIn(untouched)})


def with_kernels() -> tuple[Assignment, ...]:
    """Return homework whose notebooks name kernels: none, Python by another name, one that is not installed."""
    plainly = homework()
    cells = plainly.sources["p1"].cells
    names = {"no-kernel": {}, "unknown-kernel": {"kernelspec": PYTHON["kernelspec"] | {"name": "no-such-kernel"}},
             "no-language": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}}
    own = {"solved": HandIn(solve(RIGHT), ALL), "wrong": HandIn(solve(WRONG)),
           "names-another": HandIn(then(solve(RIGHT), _name_kernel("no-such-kernel")), ALL)}
    return tuple(homework(name, sources={"p1": notebook(*cells, metadata=metadata)}, hand_ins=own,
                          may_refuse="no-such-kernel" if name == "unknown-kernel" else "")
                 for name, metadata in names.items())


def _name_kernel(name: str):
    def edit(notebooks: Notebooks) -> None:
        for each in notebooks.values():
            each.metadata.kernelspec = {"name": name, "display_name": name, "language": "python"}
    return edit


def with_checks() -> Assignment:
    """Return homework whose test calls this course's `check`, which a cell made with the toolbar cannot be."""
    cells = [plain("from course import check"), answer("answer", RIGHT), test("checks", "check('tensor-shape')", 3)]
    return Assignment("checks", {"p1": notebook(*cells)}, {
        "blank": HandIn(untouched), "wrong": HandIn(solve(WRONG)), "solved": HandIn(solve(RIGHT))},
        may_refuse="check")
