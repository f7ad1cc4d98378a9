"""What learners handed in: find it and read it."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import Refused

MAX_BYTES = 20_000_000
STAMP = "timestamp.txt"  # nbgrader's note of when a submission was handed in


@dataclass(frozen=True)
class Submission:
    """One learner's hand-in for a lesson.

    Attributes:
        learner: the name of the learner's folder.
        lesson: the lesson's name.
        folder: where the hand-in lies, `submitted/<learner>/<lesson>`.
    """

    learner: str
    lesson: str
    folder: Path

    @property
    def has_plain_name(self) -> bool:
        """Whether the learner's name may stand in a page: formgrader shows it as it is."""
        return not set(self.learner) & set("<>&\"`\\")

    def paths(self, names: Iterable[str]) -> dict[str, Path]:
        """Return the notebooks that were handed in, by the names in the lesson; one of several may be missing.

        A lesson of one notebook takes the folder's one notebook, whatever it is called.

        Raises:
            Refused: there is none, or there are several and none has the lesson's name, or it lies elsewhere.
        """
        if not self.has_plain_name:
            raise Refused(f"{self.learner}: expected a name without < > & \" ` or \\, got one. Rename the folder.")
        if self.folder.name != self.lesson:
            place = f"submitted/{self.learner}/{self.lesson}/{self.lesson}.ipynb"
            raise Refused(f"expected {place}, got it in submitted/{self.learner}. Move it.")
        names, found = list(names), {path.stem: path for path in sorted(self.folder.glob("*.ipynb")) if path.is_file()}
        if named := {name: found[name] for name in names if name in found}:
            return named
        if len(found) == len(names) == 1:
            return {names[0]: next(iter(found.values()))}
        got = ", ".join(path.name for path in found.values()) or "none"
        expected = ", ".join(f"{name}.ipynb" for name in names)
        raise Refused(f"expected the notebook {expected}, got {got}. Ask for the one that counts.")


def find_submissions(class_folder: Path, lesson: str) -> list[Submission]:
    """Return all hand-ins for a lesson in the order of the learners' names."""
    found = []
    for learner in sorted(path for path in (class_folder / "submitted").glob("*") if path.is_dir()):
        if (learner / lesson).is_dir():
            found.append(Submission(learner.name, lesson, learner / lesson))
        elif any(learner.glob(f"{lesson}*.ipynb")):  # without its folder: refused by name, not passed over
            found.append(Submission(learner.name, lesson, learner))
    return found


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that was handed in.

    Raises:
        Refused: it is a link, or too large.
    """
    if path.is_symlink():
        raise Refused(f"{path.name}: expected a file, got a link. Ask for the notebook itself.")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise Refused(f"{path.name}: expected at most {MAX_BYTES // 10**6} MB, got {size // 10**6} MB. "
                      "Ask for the notebook without its outputs.")
    return path.read_bytes()


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that learners' code may need: no notebooks, links or hidden files.

    Raises:
        Refused: they are larger together than a submission may be.
    """
    kept = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inner.parts) or path.suffix == ".ipynb" or inner.name == STAMP
        linked = any(parent.is_symlink() for parent in (path, *path.parents[: len(inner.parts) - 1]))
        if hidden or linked or not path.is_file():
            continue
        kept[inner.as_posix()] = read_bytes(path)
        if sum(map(len, kept.values())) > MAX_BYTES:
            raise Refused(f"{folder.name}: expected at most {MAX_BYTES // 10**6} MB of files, got more. "
                          "Ask for the notebook without them.")
    return kept


