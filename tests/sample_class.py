"""A class of learners for lesson 1: what each hands in, and the marks that each must get.

`python tests/sample_class.py demo` makes the class in `demo/`, grades it and prints where its report lies.
"""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "answers"
LESSON = "01_first_computation"
DUE = "2026-11-20 23:59 UTC"
IN_TIME, TOO_LATE = "2026-11-20 18:00:00 UTC", "2026-11-22 09:30:00 UTC"

POINTS = {"tensor-shape": 2, "broadcast": 2, "row-softmax": 3, "gradient": 3, "train-step": 4, "is-it-learning": 3,
          "first-rates": 2, "fraud": 2}
PLAIN = {
    "tensor-shape": "by_hand", "broadcast": "torch_itself", "row-softmax": "method", "gradient": "autograd_grad",
    "train-step": "functional", "is-it-learning": "last_below_first", "first-rates": "formulas", "fraud": "computed",
}
OTHER_ROADS = {
    "tensor-shape": "numpy_scalars_and_type", "broadcast": "loop_from_the_right", "row-softmax": "numpy_float64",
    "gradient": "torch_func_grad", "train-step": "torch_func", "is-it-learning": "fractions",
    "first-rates": "scikit_learn", "fraud": "fraction",
}
NOISY = {
    "broadcast": "prints_while_it_works", "row-softmax": "writes_to_descriptor_two", "gradient": "anomaly_mode_warns",
    "train-step": "progress_bar_and_log", "first-rates": "tensors_and_a_print",
}

Cells = list[dict]


def unchanged(cells: Cells) -> Cells:
    return cells


def position(cells: Cells, cell_id: str) -> int:
    return next(i for i, cell in enumerate(cells) if cell["id"] == cell_id)


def copy_cells(cells: Cells) -> Cells:
    """An honest slip: a check is copied to try it again further down, and an answer is copied and left behind."""
    check, answer = position(cells, "broadcast"), position(cells, "row-softmax-answer")
    return [*cells[:answer], cells[check], *cells[answer:answer + 1], *cells[answer:]]


def delete_cells(cells: Cells) -> Cells:
    """Two checks, a demonstration and the words that a person grades are gone; one answer stands in another cell."""
    moved = position(cells, "gradient-answer")
    cells[moved] = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "execution_count": None,
                    "source": cells[moved]["source"]}
    demonstration = next(cell["id"] for cell in cells if cell["metadata"].get("grader") == {"role": "show"})
    return [cell for cell in cells if cell["id"] not in ("row-softmax", "first-rates", "fraud-why", demonstration)]


def retag_cells(cells: Cells) -> Cells:
    """What earns full marks elsewhere: tags that skip the check, edited points, a check that ends in a number."""
    for cell_id in POINTS:
        cell = cells[position(cells, cell_id)]
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        cell["metadata"]["nbgrader"]["points"] = 100
        cell["source"] = "float('nan')"
    return cells


def leave_early(cells: Cells) -> Cells:
    """The kernel ends in the middle: what was checked before keeps its points."""
    cells[position(cells, "gradient-answer")]["source"] = "import os\nos._exit(0)"
    return cells


def write_words(cells: Cells) -> Cells:
    """Answer the question that a person grades."""
    cells[position(cells, "fraud-why")]["source"] = "It lets 88 of 100 frauds pass, and accuracy hides it."
    return cells


@dataclass(frozen=True)
class Learner:
    """A learner of the sample class.

    Attributes:
        answers: file of the bank of answers for each question; what is not named stays blank.
        wrong: questions that must not earn their points, with the misconception that must be named, or "".
        earned: points of the wrong questions that are partly right.
        edit: what the learner did to the cells.
        stamp: when it was handed in.
        file_name: the name of the file that was handed in.
        raw: the file's whole content, where it is no notebook; then it must be refused.
    """

    answers: dict[str, str] = field(default_factory=lambda: PLAIN)
    wrong: dict[str, str] = field(default_factory=dict)
    earned: dict[str, float] = field(default_factory=dict)
    edit: Callable[[Cells], Cells] = unchanged
    stamp: str = IN_TIME
    file_name: str = f"{LESSON}.ipynb"
    raw: bytes | None = None

    @property
    def points(self) -> float:
        """Points that the checks must give."""
        right = [name for name in self.answers if name not in self.wrong]
        return sum(POINTS[name] for name in right) + sum(self.earned.values())


LEARNERS = {
    "ada": Learner(),
    "bela": Learner(OTHER_ROADS, edit=write_words),
    "chen": Learner(
        PLAIN | {"tensor-shape": "forgot_the_transpose", "broadcast": "sizes_multiplied_by_axis",
                 "row-softmax": "over_columns", "gradient": "coarse_difference", "train-step": "forgot_zero_grad",
                 "first-rates": "swapped"},
        {"tensor-shape": "transposed-shape", "broadcast": "counts-multiplied", "row-softmax": "softmax-over-columns",
         "gradient": "finite-difference", "train-step": "no-zero-grad", "first-rates": "precision-recall-swapped"},
        {"tensor-shape": 1}),
    "dana": Learner(
        PLAIN | {"tensor-shape": "stays_integer", "broadcast": "none_where_it_does_not_fit", "row-softmax": "overflow",
                 "gradient": "on_the_callers_tensor", "train-step": "step_too_early", "is-it-learning": "loss_only",
                 "first-rates": "precision_of_everything", "fraud": "accuracy_is_enough"},
        {"tensor-shape": "int-where-float", "broadcast": "error-swallowed", "row-softmax": "softmax-overflow",
         "gradient": "graph-on-callers-tensor", "train-step": "nothing-moved", "is-it-learning": "loss-only",
         "first-rates": "tp-over-everything", "fraud": "accuracy-is-enough"},
        {"tensor-shape": 1, "fraud": 1}),
    "emil": Learner(
        PLAIN | {"train-step": "loss_tensor_with_graph", "is-it-learning": "half_whatever_the_classes",
                 "fraud": "both_wrong"},
        {"train-step": "loss-not-a-float", "is-it-learning": "chance-is-always-half", "fraud": "accuracy-is-enough"}),
    "fay": Learner(
        PLAIN | {"row-softmax": "prints_instead", "gradient": "backward_returns_nothing", "first-rates": "hard_coded"},
        {"row-softmax": "prints-instead", "gradient": "returns-nothing", "first-rates": "numbers-of-the-lesson"}),
    "gus": Learner({}),
    "hana": Learner(stamp=TOO_LATE),
    "ivan": Learner(edit=copy_cells),
    "jo": Learner(edit=delete_cells),
    "kim": Learner({}, edit=retag_cells),
    "lee": Learner(raw=b"{'cells': this was saved by a text editor"),
    "mia": Learner(raw=b""),
    "ned": Learner(file_name=f"{LESSON} (1).ipynb"),
    "olga": Learner(PLAIN | NOISY),
    "pia": Learner(PLAIN, {name: "" for name in ("gradient", "train-step", "is-it-learning", "first-rates", "fraud")},
                   edit=leave_early),
}


def fill(released: Path, learner: Learner) -> bytes:
    """Return what a learner hands in: the released lesson with answers from the bank, and their edits."""
    if learner.raw is not None:
        return learner.raw
    notebook = json.loads(released.read_text(encoding="utf-8"))
    for question, name in learner.answers.items():
        cell = notebook["cells"][position(notebook["cells"], f"{question}-answer")]
        text = (ANSWERS / question / f"{name}.py").read_text(encoding="utf-8")
        cell["source"] = text.partition("\n\n")[2]  # without the annotations
    notebook["cells"] = learner.edit(notebook["cells"])
    return json.dumps(notebook, indent=1).encode()


def hand_in(class_folder: Path, names: tuple[str, ...] = tuple(LEARNERS), released: Path | None = None) -> None:
    """Put the submissions of these learners into a class folder."""
    released = released or class_folder / "release" / LESSON / f"{LESSON}.ipynb"
    for name in names:
        learner = LEARNERS[name]
        folder = class_folder / "submitted" / name / LESSON
        folder.mkdir(parents=True)
        (folder / learner.file_name).write_bytes(fill(released, learner))
        (folder / "timestamp.txt").write_text(learner.stamp + "\n", encoding="ascii")


def demo(folder: Path = ROOT / "demo") -> None:
    """Make the sample class anew, grade it by the commands that an instructor types, say where the report lies."""
    shutil.rmtree(folder, ignore_errors=True)
    _grader("init", str(folder))
    _grader("release", LESSON, "--folder", str(folder), "--due", DUE)
    hand_in(folder)
    _grader("grade", LESSON, "--folder", str(folder), status=1)  # two hand-ins cannot be read
    _grader("feedback", LESSON, "--folder", str(folder))
    _grader("report", LESSON, "--folder", str(folder))


def _grader(*arguments: str, status: int = 0) -> None:
    print("$ grader", *arguments, flush=True)
    done = subprocess.run([sys.executable, "-m", "grader.cli", *arguments])
    if done.returncode != status:
        sys.exit(f"demo: expected exit status {status} of `grader {arguments[0]}`, got {done.returncode}.")


if __name__ == "__main__":
    if sys.argv[1:] != ["demo"]:
        sys.exit("sample_class: expected `demo`. Call `make demo`.")
    demo()
