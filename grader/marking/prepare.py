"""A lesson's class, and one hand-in made ready to be run: read, restored, with its seed and its files."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from grader.classroom.accepted import Accepted, read_accepted
from grader.classroom.beside import is_plain_secret
from grader.classroom.fingerprint import code_version, hash_all, installed_packages, pack_version
from grader.classroom.folder import course_directory, read_secret
from grader.classroom.gradebook import Gradebook
from grader.classroom.made_files import make_files
from grader.classroom.names import quote_for_shell
from grader.classroom.results import Graded
from grader.classroom.seeds import shared_seed, submission_seed
from grader.classroom.submissions import HandIn, Submission, read_hand_in, read_own_files
from grader.errors import Refused, WrongCall
from grader.handout.released import is_tested_inside, read_releases
from grader.kernels.cold import Spec, choose_kernels
from grader.kernels.limits import Limits
from grader.kernels.runner import Cell
from grader.lessons.hand_in import parse_notebook
from grader.lessons.restore import restore
from grader.lessons.text import role_of
from grader.marking.asserts import opposite_of
from grader.running.work import Work, pack_work
from grader.stock.settings import Settings, read_settings, require_one_policy
from grader.stock.steps import run_steps


@dataclass(frozen=True)
class Class:
    """What all submissions of a lesson share.

    Attributes:
        folder: the class folder.
        lesson: the lesson's name.
        releases: the released notebooks by name; nobody may change them.
        secret: the secret from which the seeds of all fresh inputs are made.
        limits: what each submission may use.
        sandboxed: whether learners' code must be shut in.
        files: files that the lesson brings along; they replace a learner's of the same name.
        accepted: held questions that a person has accepted.
        settings: what the class's configuration says of grading.
        known: learners in the gradebook, where no others may be graded.
        db_url: where the gradebook is.
        kernels: the kernels of those notebooks that don't get a warm one, by the notebook's name.
    """

    folder: Path
    lesson: str
    releases: dict[str, NotebookNode]
    secret: bytes
    limits: Limits = Limits()
    sandboxed: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    accepted: Accepted = field(default_factory=dict)
    settings: Settings = Settings()
    known: frozenset[str] | None = None
    db_url: str = ""
    kernels: dict[str, Spec] = field(default_factory=dict)

    def seed(self, learner: str, handed_in: HandIn) -> str:
        """Return the secret of the fresh inputs of what a learner handed in."""
        return submission_seed(self.secret, learner, self.lesson, handed_in.digest)

    @cached_property
    def due(self) -> set[str]:
        """Paths of the files that come with the lesson or with a right answer."""
        return {*self.files, *make_files(self.secret, self.lesson, handed_in=True)}

    @cached_property
    def course(self) -> Any:
        """nbgrader's `CourseDirectory` of the class."""
        return course_directory(self.folder)

    def run_steps(self, steps: Sequence[Any], notebook: NotebookNode, learner: str, name: str) -> NotebookNode:
        """Return a learner's notebook as preprocessors of the class's own leave it."""
        if not steps:
            return notebook
        known = {"student": learner, "assignment": self.lesson, "notebook": name, "db_url": self.db_url}
        place = self.course.format_path(self.course.autograded_directory, learner, self.lesson)
        resources = {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": known,
                     "metadata": {"name": name, "path": place}}
        return run_steps(steps, notebook, self.settings.steps.config, self.folder, resources)

    @property
    def shared_seed(self) -> str:
        """The secret of inputs on which the whole class is judged alike; it is in no work that is sent anywhere."""
        return shared_seed(self.secret, self.lesson)

    @cached_property
    def depends_on(self) -> dict[str, str]:
        """A hash of each thing that every result depends on, by its name."""
        limits = replace(self.limits, kernel=replace(self.limits.kernel, gpu=False))  # marks are the same on a GPU
        parts = {"the lesson": repr(list(self.releases.items())), "the lesson's files": repr(self.files),
                 "the limits": repr(limits), "the kernels": repr(self.kernels),
                 "nbgrader_config.py": self.settings.fingerprint, "the grader": code_version(),
                 "what is installed": installed_packages()}
        parts |= {"the course pack": code} if (code := pack_version(self.lesson)) else {}
        return {name: hash_all(part) for name, part in parts.items()}


@dataclass
class Prepared:
    """A submission that is ready to be run.

    Attributes:
        submission: what was handed in.
        graded: what is known of the result so far.
        notebooks: the restored notebooks by name.
        seed: the secret of the fresh inputs of this hand-in.
        files: files beside the notebooks, those of the lesson included.
    """

    submission: Submission
    graded: Graded
    notebooks: dict[str, NotebookNode]
    seed: str
    files: dict[str, bytes]


def open_class(gradebook: Gradebook, lesson: str, limits: Limits = Limits(), sandboxed: bool = True) -> Class:
    """Return what all submissions of a lesson share.

    Raises:
        WrongCall: the lesson was not released in this class or is not fit to be graded, or the class's configuration
            asks for what we do not honor, or a kernel that a notebook names is not installed.
    """
    settings = read_settings(gradebook.config)
    if gradebook.policies.late:
        require_one_policy(gradebook.config)
    releases = read_releases(gradebook, lesson)
    kernels = choose_kernels(lesson, releases, gradebook.folder.resolve())
    if settings.kernel and kernels:
        raise WrongCall(f"nbgrader_config.py: expected no kernel for all notebooks where {next(iter(kernels))} names "
                        f"another, got c.Execute.kernel_name = {settings.kernel!r}. Leave it out.")
    folder = gradebook.folder
    if settings.cell_s is not None and limits.cell_s == Limits.cell_s:  # the call's own limit comes first
        limits = replace(limits, cell_s=min(settings.cell_s, limits.submission_s))
    return Class(folder, lesson, releases, read_secret(folder), limits, sandboxed,
                 settings.keep(lesson, read_lesson_files(folder, lesson)), read_accepted(folder), settings,
                 None if settings.creates_learners else gradebook.learners, gradebook.url, kernels)


def read_lesson_files(folder: Path, lesson: str) -> dict[str, bytes]:
    """Return the files that come with a lesson; what lies in `source/` comes first, as nbgrader takes it from there."""
    return read_own_files(folder / "release" / lesson) | read_own_files(folder / "source" / lesson)


def prepare(of: Class, submission: Submission, graded: Graded) -> Prepared:
    """Read and restore one submission, and note the fingerprint of all that its result depends on.

    Raises:
        Refused: what was handed in cannot be read.
    """
    if of.known is not None and submission.learner not in of.known:
        raise Refused("expected a learner in the gradebook, as c.Autograde.create_student is False, got another. "
                      f"Add them: `nbgrader db student add {quote_for_shell(submission.learner)}`")
    handed_in = read_hand_in(submission, of.releases, of.due)
    seed = of.seed(submission.learner, handed_in)
    notebooks = {name: restore(parse_notebook(content, f"{name}.ipynb"), of.releases[name])
                 for name, content in handed_in.notebooks.items()}
    notebooks = {name: of.run_steps(of.settings.steps.before_run, notebook, submission.learner, name)
                 for name, notebook in notebooks.items()}
    graded.depends_on = of.depends_on | {"the hand-in": hash_all(seed)}  # it depends on every byte of that
    graded.fingerprint = hash_all(*graded.depends_on.values())
    graded.hand_in = handed_in.digest.hex()
    if handed_in.secret is not None and not is_plain_secret(handed_in.secret):
        graded.notices.append("submission_secret.txt is not the one that nbgrader wrote: this learner cannot fetch "
                              "feedback from the exchange until they submit again.")
    graded.tested_inside = any(is_tested_inside(release) for release in of.releases.values())
    return Prepared(replace(submission, handed_in=handed_in), graded, notebooks, seed,
                    of.settings.known(handed_in.files) | of.files)


def pack(of: Class, prepared: Prepared, whole: bool = False) -> bytes:
    """Return the run of a submission as bytes; its notebooks are run one after another, each in its own kernel."""
    cells = [to_cells(notebook) + [Cell(source) for source in opposites(of, name, notebook).values()]
             for name, notebook in prepared.notebooks.items()]
    kernels = [of.kernels[name].name if name in of.kernels else "" for name in prepared.notebooks]
    return pack_work(Work(cells, prepared.seed, of.limits, of.sandboxed, whole, prepared.files, kernels))


def prepare_notebook(of: Class, raw: bytes, learner: str, files: dict[str, bytes] | None = None) -> Prepared:
    """Return one notebook of a lesson, with the files beside it, ready to be run, without a class folder.

    Raises:
        Refused: the notebook cannot be read.
    """
    (name, release), = of.releases.items()
    handed_in = HandIn({name: raw}, files or {})
    notebook = restore(parse_notebook(raw, f"{name}.ipynb"), release)
    return Prepared(Submission(learner, of.lesson, of.folder, handed_in), Graded(learner, of.lesson), {name: notebook},
                    of.seed(learner, handed_in), handed_in.files | of.files)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def opposites(of: Class, name: str, notebook: NotebookNode) -> dict[str, str]:
    """Return for each test cell that has one its opposite, by the cell's id; they are run when all else is."""
    if name in of.kernels:
        return {}
    found = {cell.id: opposite_of(cell.source) for cell in code_cells(notebook) if role_of(cell) == "tests"}
    return {cell_id: source for cell_id, source in found.items() if source}


def to_cells(notebook: NotebookNode) -> list[Cell]:
    """Return the code cells of a restored notebook as they are sent to be run."""
    return [Cell(cell.source, role_of(cell) == "check", role_of(cell) == "show", role_of(cell) == "work")
            for cell in code_cells(notebook)]
