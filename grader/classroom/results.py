"""What grading came to, one small file per learner: for resuming, for the report and for the export."""
from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from course.checking.question import Result
from grader.classroom.names import to_file_name

REPORT, ALIKE = "report.json", "alike.json"
OF_CLASS = {REPORT, ALIKE}  # what lies beside the results, and is nobody's


@dataclass
class Graded:
    """What grading one submission came to.

    Attributes:
        learner: the learner's name as the folder has it, so not always text that can be printed.
        lesson: the lesson's name.
        results: one result per check; empty if refused.
        refused: why the hand-in could not be graded, else "".
        fault: what of ours went wrong, else ""; the marks of before stay.
        ended: why the run ended early, else "".
        fingerprint: hash of all that the result depends on; the same hash need not be graded again.
        depends_on: a hash of each of these things, by its name.
        late_s: seconds past the due date.
        handed_in: when it was handed in, in naive UTC and as ISO has it; "" if unknown.
        penalty: points that these seconds cost, as nbgrader's plugin has it; `points` are those before.
        time_fault: what is wrong with the file that says when it was handed in, else "".
        seconds: wall time of the run.
        cpu_s: processor time of the learner's code.
        sandboxed: whether the learner's code was shut in.
        tested_inside: whether some points come from tests that ran beside the learner's code.
        notices: what an instructor may want to look at, in sentences.
        same_as_published: ids of questions whose answer is the published one.
        hand_in: hash of what was handed in, and of nothing else.
        saved: hash of the graded notebooks as they were saved.
    """

    learner: str
    lesson: str
    results: list[Result] = field(default_factory=list)
    refused: str = ""
    fault: str = ""
    ended: str = ""
    fingerprint: str = ""
    late_s: float = 0.0
    handed_in: str = ""
    seconds: float = 0.0
    cpu_s: float = 0.0
    sandboxed: bool = True
    tested_inside: bool = False
    notices: list[str] = field(default_factory=list)
    same_as_published: list[str] = field(default_factory=list)
    hand_in: str = ""
    time_fault: str = ""
    penalty: float = 0.0
    depends_on: dict[str, str] = field(default_factory=dict)
    saved: str = ""

    @property
    def points(self) -> float:
        """The points of the answers."""
        return sum(result.points for result in self.results)

    @property
    def score(self) -> float:
        """The points that count: those of the answers, less the penalty of a late hand-in."""
        return self.points - self.penalty

    @property
    def worth_a_look(self) -> list[str]:
        """What an instructor may want to look at, the time of the hand-in included."""
        return [*self.notices, *([self.time_fault] if self.time_fault else [])]

    @property
    def held(self) -> list[Result]:
        """Results that earn nothing until a person has looked at them."""
        return [result for result in self.results if result.outcome == "held"]


def results_path(class_folder: Path, lesson: str, learner: str) -> Path:
    """Return where the results of one learner's submission are kept."""
    return class_folder / "results" / lesson / f"{to_file_name(learner)}.json"


def write_results(class_folder: Path, graded: Graded) -> None:
    """Keep the results of one submission."""
    path = results_path(class_folder, graded.lesson, graded.learner)
    write_atomically(path, json.dumps(asdict(graded), indent=1) + "\n")


def read_results(path: Path) -> Graded | None:
    """Return the results kept in a file, or None if there are none that can be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Graded(**data | {"results": [Result(**result) for result in data["results"]]})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def read_all_results(class_folder: Path, lesson: str) -> list[Graded]:
    """Return all kept results of a lesson, by learner."""
    paths = sorted((class_folder / "results" / lesson).glob("*.json"))
    return [graded for path in paths if path.name not in OF_CLASS and (graded := read_results(path))]


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that, whenever the program is killed, either the old or the new text is there, whole."""
    stage(path, text.encode("utf-8", "backslashreplace")).replace(path)


def stage(path: Path, content: bytes) -> Path:
    """Write a content beside the file that it is meant for, and return where; a rename then takes no room and no time.

    Raises:
        OSError: there is no room; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(content)
            file.flush()
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).chmod(0o644)
    return Path(file.name)


def keep_earlier(graded: Graded, before: Graded | None) -> Graded:
    """Return what is known of a submission that could not be graded now: its earlier results, if any, and why.

    Its marks in the gradebook stay too, and the next call tries it again.
    """
    if before is None:
        return graded
    return replace(before, refused=graded.refused, fault=graded.fault, fingerprint="")
