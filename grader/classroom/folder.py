"""The class folder: the folder that nbgrader, formgrader and the exchange know, with our settings in it."""
from __future__ import annotations

import os
import re
import secrets
import sys
from pathlib import Path

from grader.dates import zone_names
from grader.errors import WrongCall
from grader.printable import printable

CONFIG = '''"""Settings of this class for nbgrader, formgrader and `grader`."""
from grader.classroom import configure

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course_id}"
configure(c)

# The time zone of due dates without one, which is also the one in which formgrader shows them:
# c.NbGraderAPI.timezone = "Europe/Berlin"

# Late hand-ins keep their points and are marked as late. What they cost, who has more time, and how lessons make a
# total stands in policies.toml.
'''
STEPS = ("source", "release", "submitted", "autograded", "feedback")
FOLDERS = (*STEPS, "results")
SECRET = ".grader-secret"
LATE_POLICY = "grader.policies.late.LatePolicy"  # what policies.toml says, else what nbgrader's own plugin does


def create(folder: Path, course_id: str = "") -> None:
    """Make a class folder; what is already in it stays as it is.

    Raises:
        WrongCall: the folder is a class folder already, is a file, or its name cannot be a course id.
    """
    course_id = course_id or re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name).strip("-")
    if not course_id:
        raise WrongCall(f"{folder}: expected a name with letters or digits, got {folder.name!r}. Choose another.")
    if (folder / "nbgrader_config.py").exists():
        raise WrongCall(f"{folder}: expected a new folder, got a class folder. Use it as it is, or name another.")
    if folder.exists() and not folder.is_dir():
        raise WrongCall(f"{folder}: expected a folder, got a file. Name another.")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "nbgrader_config.py").write_text(CONFIG.format(course_id=course_id), encoding="utf-8")
    read_secret(folder)


def require(folder: Path) -> Path:
    """Return the absolute path of a class folder.

    Raises:
        WrongCall: it is none.
    """
    if not (folder / "nbgrader_config.py").is_file():
        inside = sorted(path.parent.name for path in folder.glob("*/nbgrader_config.py"))
        todo = (f"Go into {printable(inside[0])}, or pass --folder." if inside else
                "Make one with `grader init FOLDER`, then go into it or pass --folder FOLDER.")
        raise WrongCall(f"{folder}: expected a class folder, got no nbgrader_config.py there. {todo}")
    return folder.resolve()


def read_secret(folder: Path) -> bytes:
    """Return the secret from which the seeds of all fresh inputs of this class are made; made on first use."""
    path = folder / SECRET
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    return path.read_bytes().strip()


def load_config(folder: Path):
    """Return the class folder's nbgrader configuration, as nbgrader itself reads it: this user's comes before it.

    Raises:
        WrongCall: one of the files cannot be run.
    """
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Application, Config

    own_programs = str(Path(sys.executable).parent)  # nbgrader calls `alembic` by name, also without an active .venv
    if own_programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = own_programs + os.pathsep + os.environ.get("PATH", "")
    if str(folder) not in sys.path:
        sys.path.append(str(folder))  # where plugins lie that the configuration names
    config = Config()
    try:
        for found, _ in Application._load_config_files("nbgrader_config", path=[str(folder), *jupyter_config_path()],
                                                       raise_config_file_errors=True):
            config.merge(found)
    except Exception as error:  # whatever an instructor's own Python raises
        raise WrongCall(f"nbgrader_config.py: expected to run it, got {type(error).__name__}: {printable(str(error))}. "
                        "Correct the file.") from None
    return config


def read_zone_name(folder: Path) -> str:
    """Return the name of the time zone that a class is configured for; "" if it is for none.

    Formgrader's zone, in which it shows due dates and has them typed, comes before the exchange's.

    Raises:
        WrongCall: there is no such zone.
    """
    config = load_config(folder)
    for section in ("NbGraderAPI", "Exchange"):
        if name := config[section].get("timezone"):
            if name not in zone_names():
                raise WrongCall(f"nbgrader_config.py: expected a time zone such as Europe/Berlin as "
                                f"c.{section}.timezone, got {printable(name)[:60]!r}. Correct the name.")
            return name
    return ""


def configure(c) -> None:
    """Put our release, restore, run and judge steps behind nbgrader's commands and formgrader's buttons.

    Args:
        c: the configuration object of an `nbgrader_config.py`.
    """
    from nbgrader import preprocessors as stock

    ours = "grader.marking.preprocessors"  # by name: nbgrader imports them when it needs them
    c.GenerateAssignment.preprocessors = [
        stock.IncludeHeaderFooter, stock.InstantiateTests, stock.LockCells, f"{ours}.ClearAnswers", stock.ClearOutput,
        stock.CheckCellMetadata, stock.ComputeChecksums, stock.SaveCells, stock.ClearHiddenTests, stock.ClearMarkScheme,
        stock.ComputeChecksums, stock.CheckCellMetadata,
    ]
    c.Autograde.sanitize_preprocessors = [f"{ours}.Restore"]
    c.Autograde.autograde_preprocessors = [f"{ours}.RunAndJudge", stock.SaveAutoGrades, stock.AssignLatePenalties,
                                           stock.CheckCellMetadata]
    c.AssignLatePenalties.plugin_class = LATE_POLICY
    sanitise_pages(c)


def sanitise_pages(c) -> None:
    """Let nothing that a learner wrote run, fetch or hang where nbgrader shows it, in feedback and in formgrader alike.

    Both make their pages with nbconvert's HTML exporter, and both obey these settings.
    """
    ours = "grader.desk.filters"  # by name: imported only where a page is made
    c.HTMLExporter.filters = {
        "markdown2html": f"{ours}.markdown2html", "highlight_code": f"{ours}.highlight_code",
        "ansi2html": f"{ours}.ansi2html", "clean_html": f"{ours}.clean_html", "strip_files_prefix": f"{ours}.keep",
    }
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.embed_images = False
    c.NbConvertBase.display_data_priority = ["text/html", "image/png", "image/jpeg", "text/plain"]


def make_api(folder: Path):
    """Return nbgrader's programming interface for a class folder.

    nbgrader finds its folders from the configuration's root, so the current folder does not matter.
    """
    from nbgrader.apps import NbGraderAPI

    course = course_directory(folder)
    return NbGraderAPI(course, config=course.config)


def course_directory(folder: Path):
    """Return nbgrader's `CourseDirectory` of a class: where its settings put the folders, and the gradebook's address.

    Raises:
        WrongCall: two of the folders are one, so that what is written into one would be lost in the other.
    """
    from nbgrader.coursedir import CourseDirectory

    config = load_config(folder)
    config.CourseDirectory.root = str(folder)
    course = CourseDirectory(config=config)
    names = [getattr(course, f"{step}_directory") for step in STEPS]
    if len(set(map(os.path.normpath, names))) < len(names):
        raise WrongCall(f"nbgrader_config.py: expected five folders for {', '.join(STEPS)}, got "
                        f"{printable(', '.join(names))[:200]}. Give each a name of its own.")
    return course


def find_learners(course, step_folder: str, lesson: str) -> dict[str, Path]:
    """Return who has something for a lesson in a step's folder, by name, and where it lies.

    Args:
        course: nbgrader's `CourseDirectory` of the class.
        step_folder: the folder's name by the class's settings, such as `course.autograded_directory`.
        lesson: the lesson's name.
    """
    mark = "\0"  # no name has it, so it shows where in the path the learner's stands
    parts = Path(course.format_path(step_folder, mark, lesson)).parts
    at = next(i for i, part in enumerate(parts) if mark in part)
    before, after = parts[at].split(mark, 1)
    above = Path(*parts[:at])
    there = sorted(path.name for path in above.iterdir()) if above.is_dir() else []
    learners = [name[len(before):len(name) - len(after)] for name in there
                if name.startswith(before) and name.endswith(after)]
    places = {learner: Path(course.format_path(step_folder, learner, lesson)) for learner in learners}
    return {learner: place for learner, place in places.items() if place.is_dir()}
