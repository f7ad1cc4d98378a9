"""Prove the checks: what is promised about every question, run as code."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import torch
from nbformat import NotebookNode

from course.checking.key import Key
from course.checking.probe import captured_output
from course.checking.question import Question, Result
from course.keys import find_key
from course.packs import OURS, Pack
from course.questions import left_out, lessons_of, usable_packs
from grader.classroom.made_files import make_files
from grader.errors import WrongCall
from grader.kernels.limits import Limits
from grader.lessons.copies import find_lessons, find_stale, notebooks_of
from grader.lessons.counts import Counts, count_lesson
from grader.lessons.text import dump, read_lesson, released, role_of, without_proofs
from grader.marking.grade import judge_ran
from grader.marking.prepare import Class, Prepared, code_cells, prepare_notebook
from grader.marking.prepare import pack as pack_work
from grader.proof.answers import AnswerFile, keep_usable, load, require_both
from grader.proof.authors import tell, until_broken, verify_inputs
from grader.proof.hints import verify_hints, verify_written
from grader.proof.mutants import SEEDS as MUTANT_SEEDS
from grader.proof.mutants import Mutant, try_mutants
from grader.proof.row import PROOF_SEEDS, Row, judged
from grader.running.work import run_work, unpack_ran

SECRET = b"verify"
MIN_HINT = 40  # characters: a shorter one can't say what is wrong and where to look
PATIENT = Limits(cell_s=300, submission_s=600)  # three runs at once, on whatever machine


@dataclass
class Evidence:
    """What `grader verify` found.

    Attributes:
        rows: one row per question.
        bank: answers in the bank; it stands beside the course in its repository, and does not come in a wheel.
        lessons: what each learner's copy asks of its reader, by the lesson's name.
        faults: broken promises, each in a line that names the question or lesson.
        unchanged: edits of references that the checks accept with every seed, for a person to look at.
    """

    rows: list[Row] = field(default_factory=list)
    bank: int = 0
    lessons: dict[str, Counts] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    unchanged: list[Mutant] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the sums over all questions."""
        edits = ["edits_caught"] * any(row.edits_caught for row in self.rows)  # where edits were tried
        names = ("right_accepted", "wrong_caught", "hints_named", "steps", "ways_tested", *edits, "survivors",
                 "refused")
        return {"questions": len(self.rows)} | {name: sum(getattr(row, name) for row in self.rows) for name in names}


def verify_course(answers: Path | None = None, mutants: bool = False, only: str | None = None) -> Evidence:
    """Check every promise about every lesson and question of every course pack.

    Args:
        answers: the bank of right and wrong answers; by default `tests/answers` beside a pack, if it is there.
        mutants: try small edits of every reference answer too.
        only: the name of a pack, of a lesson, or a question's id; for a question, its lesson is left out.

    Raises:
        WrongCall: there is nothing of that name.
    """
    torch.set_num_threads(1)  # tiny tensors: a second thread only waits
    evidence = Evidence()
    chosen_packs = _choose(only)
    evidence.faults += [f"{name}: is left out. {why}" for name, why in left_out.items() if only is None]
    for pack, chosen in chosen_packs.items():
        folder = answers or find_bank(pack)
        bank = list(keep_usable(folder, evidence.faults)) if folder.is_dir() else None
        evidence.bank += len(bank or ())
        if only in (None, pack.name):
            evidence.faults += [f"{name}: the learner's copy is not what its text gives. Run `grader notebooks`."
                                for name in find_stale(pack)]
        for lesson, questions in chosen.items():
            if lesson not in find_lessons(pack):
                evidence.faults += verify_lesson(lesson, questions)
                continue
            try:
                keys = [find_key(question.id) for question in questions]
            except Exception as error:
                evidence.faults.append(f"{lesson}: expected keys that can be used. {tell(error)}")
                continue
            if only in (None, pack.name, lesson):
                evidence.faults += verify_lesson(lesson, questions)
                evidence.faults += verify_written(lesson, pack)
                evidence.lessons[lesson] = count_lesson(released(read_lesson(find_lessons(pack)[lesson])))
            for key in keys:
                evidence.rows.append(row := Row(key.question.id))
                evidence.faults += until_broken(key.question.id, verify_key(key, folder, bank, row))
            if mutants and keys:
                evidence.faults += verify_mutants(read_lesson(find_lessons(pack)[lesson]), keys, evidence)
    return evidence


def find_bank(pack: Pack) -> Path:
    """Return where a pack's answers are: beside it in its repository, since no wheel has them."""
    return (notebooks_of(pack) if pack is OURS else pack.folder).parent / "tests" / "answers"


def _choose(only: str | None) -> dict[Pack, dict[str, tuple[Question, ...]]]:
    """Return what is to be proved: of each pack, by lesson."""
    usable = {pack: lessons_of(pack) for pack in usable_packs()}
    if only is None:
        return usable
    if only in left_out:
        raise WrongCall(f"{only}: expected a course pack that can be used, got one that is left out. {left_out[only]}")
    return {pack: found for pack, found in usable.items() if pack.name == only} or _choose_part(only, usable)


def _choose_part(
    only: str, usable: dict[Pack, dict[str, tuple[Question, ...]]],
) -> dict[Pack, dict[str, tuple[Question, ...]]]:
    """Return one lesson, or one question of it."""
    for pack, found in usable.items():
        for lesson, questions in found.items():
            if chosen := tuple(question for question in questions if only in (lesson, question.id)):
                return {pack: {lesson: chosen}}
    known = [name for pack, found in usable.items() for name in (pack.name, *found)]
    ids = [question.id for found in usable.values() for questions in found.values() for question in questions]
    near = difflib.get_close_matches(only, [*known, *ids], n=1)
    ways = [f"Did you mean {near[0]!r}?" if near else "Check the name."]
    ways += [f"(The course pack {name} is left out. {why})" for name, why in left_out.items()]
    if Path(only, "pyproject.toml").is_file():
        ways = [f"To install the pack in that folder: `pip install --editable {only}`."]
    raise WrongCall(f"verify: expected a question's id, a lesson or a course pack ({', '.join(known)}), got {only!r}. "
                    + " ".join(ways))


def verify_key(key: Key, answers: Path, bank: list[AnswerFile] | None, row: Row) -> Iterator[str]:
    """Check every promise about one question; where its inputs are no good, no other. Without a bank, it is None."""
    yield from verify_words(key)
    if misfits := [*verify_inputs(key)]:
        yield from misfits
        return
    yield from verify_ways(key, row)
    if bank is not None:
        files = [file for file in bank if file.question == key.question.id]
        yield from require_both(key.question.id, files, answers)
        yield from verify_bank(key, files, row)
    yield from verify_hints(key, answers.parent / "claims" / f"{key.question.id}.py", row)


def verify_mutants(lesson: NotebookNode, keys: list[Key], evidence: Evidence) -> Iterator[str]:
    """No small edit of a reference that is wrong on some inputs is accepted on others."""
    rows = {row.question: row for row in evidence.rows}
    for mutant in try_mutants(lesson, keys):
        if mutant.is_survivor:
            _count(rows[mutant.question], "survivors")
            yield f"{mutant.question}: accepted on {mutant.accepted} of {len(MUTANT_SEEDS)} seeds: {mutant.edit}"
        elif mutant.accepted:
            evidence.unchanged.append(mutant)
        else:
            _count(rows[mutant.question], "edits_caught")


def verify_words(key: Key) -> Iterator[str]:
    """Every answer says what is due, every misconception has a name of its own and a hint."""
    question = key.question
    for solution in key.solutions:
        answer = solution.answer
        names = [misconception.name for misconception in solution.misconceptions]
        if not answer.expected or not solution.misconceptions:
            yield f"{question.id}: `{answer.name}` has no description or no misconceptions."
        if len(names) != len(set(names)):
            yield f"{question.id}: `{answer.name}` names one misconception twice: {sorted(names)}."
        for misconception in solution.misconceptions:
            if len(misconception.hint) < MIN_HINT:
                yield (f"{question.id}: {misconception.name}: expected a hint of at least {MIN_HINT} characters, got "
                       f"{len(misconception.hint) or 'no hint'}. Say what is wrong, and what to look at.")
            if not misconception.ways:
                yield f"{question.id}: {misconception.name} has no way. Add a wrong answer that has this misconception."


def verify_ways(key: Key, row: Row) -> Iterator[str]:
    """The right way passes for every seed; each wrong way is caught under its own name, and only that."""
    right = [solution.right for solution in key.solutions]
    refused = [seed for seed in PROOF_SEEDS if judged(key, right, seed).outcome != "passed"]
    _count(row, "refused" if refused else "right_accepted")
    yield from (f"{key.question.id}: the right way is refused with seed {seed}." for seed in refused)
    for i, solution in enumerate(key.solutions):
        for misconception in solution.misconceptions:
            for way in misconception.ways:
                given = [*right[:i], way, *right[i + 1:]]
                results = [judged(key, given, seed) for seed in PROOF_SEEDS]
                yield from _wrong(row, key.question.id, f"`{solution.answer.name}`", misconception.name, results)


def verify_bank(key: Key, files: list[AnswerFile], row: Row) -> Iterator[str]:
    """Every answer in the bank gets the verdict, the points and the hint that it states."""
    question = key.question
    for file in files:
        with captured_output():  # some of what learners write speaks as soon as it is run
            given = load(file)
        results = [judged(key, given, seed) for seed in file.seeds]
        if file.verdict == "failed":
            yield from _wrong(row, question.id, file.name, file.misconception, results, file.share)
        elif all((result.outcome, result.points) == (file.verdict, file.share) for result in results):
            row.right_accepted += file.verdict == "passed"
        else:
            _count(row, "refused")
            yield f"{question.id}: {file.name} must be {file.verdict}, was {results[0].outcome}: {results[0].message}"


def _wrong(
    row: Row, question: str, what: str, misconception: str, results: list[Result], share: float | None = None,
) -> Iterator[str]:
    """Count a wrong answer as caught if it earns no more than its share and, where one is due, the right hint."""
    named = {result.misconception for result in results}
    if any(result.outcome == "passed" for result in results):
        _count(row, "survivors")
        yield f"{question}: {what} is wrong ({misconception or 'no name'}) and was accepted."
    elif share is not None and any(result.points != share for result in results):
        yield f"{question}: {what} must earn {share:g} of a point, earned {results[0].points:g}."
    elif misconception and named != {misconception}:
        yield f"{question}: {what} must be caught as {misconception}, was caught as {sorted(named)}."
    else:
        _count(row, "wrong_caught")
        row.hints_named += bool(misconception)


def _count(row: Row, name: str) -> None:
    setattr(row, name, getattr(row, name) + 1)


def verify_lesson(lesson: str, questions: tuple[Question, ...]) -> Iterator[str]:
    """The lesson asks every question once, explains it, and grades its reference and its blank as it must."""
    path = find_lessons().get(lesson)
    if path is None:
        yield f"{lesson}: has questions but no text in notebooks/source. Write {lesson}.py, or correct LESSON."
        return
    notebook = read_lesson(path)
    asked = [cell.metadata.grader.question for cell in notebook.cells if role_of(cell) == "check"]
    if asked != [question.id for question in questions]:
        yield (f"{lesson}: expected the checks {[question.id for question in questions]}, got {asked}. "
               "Correct the ids in the lesson, or the order in QUESTIONS.")
        return
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    yield from (f"{question.id}: its section {question.section!r} is no heading of {lesson}."
                for question in questions if question.section not in headings)
    yield from verify_marks(lesson, notebook)


def verify_marks(lesson: str, notebook: NotebookNode) -> Iterator[str]:
    """The reference earns every point, and the blank earns none and is not tried.

    The reference is run twice: as grading does it, with the files that would come with it, and whole, with all
    training and demonstrations, from the files that learners get.
    """
    notebook = without_proofs(notebook)  # as instructors and learners have it: nothing may lean on a proof
    of = Class(Path(), lesson, {lesson: released(notebook)}, SECRET, limits=PATIENT, files=make_files(SECRET, lesson))
    hand_ins = [(notebook, False, make_files(SECRET, lesson, handed_in=True)), (notebook, True, {}),
                (released(notebook), False, {})]
    ready = [prepare_notebook(of, dump(hand_in).encode(), "verify", files) for hand_in, _, files in hand_ins]
    packed = [pack_work(of, prepared, whole) for prepared, (_, whole, _) in zip(ready, hand_ins)]
    with ThreadPoolExecutor(len(ready)) as executor:
        for prepared, ran in zip(ready, executor.map(run_work, packed)):
            judge_ran(of, prepared, unpack_ran(ran))  # in this thread: all of them share PyTorch's random numbers
    reference, whole, blank = (prepared.graded for prepared in ready)
    for graded in (reference, whole, blank):
        if graded.fault or graded.ended:
            yield f"{lesson}: could not be run: {graded.fault or graded.ended}"
    raised = [*_find_errors(ready[0])]  # what raised comes before what lacked its names
    yield from (f"{lesson}: {error}" for error in raised)
    yield from (f"{lesson}: with its demonstrations run, {error}" for error in _find_errors(ready[1])
                if error not in raised)
    for graded, words in ((reference, ""), (whole, " with its demonstrations run")):
        for result in graded.results:
            if result.outcome != "passed":
                yield (f"{result.question}: the reference answer of {lesson}{words} is {result.outcome}: "
                       f"{result.message}")
    for result in blank.results:
        if result.outcome != "not tried" or result.points:
            yield f"{result.question}: the blank of {lesson} is {result.outcome} with {result.points:g} points."


def _find_errors(prepared: Prepared) -> Iterator[str]:
    """Say which cells ended in an error: one that leans on a name of a proof, for one."""
    for cell in (cell for notebook in prepared.notebooks.values() for cell in code_cells(notebook)):
        for output in (output for output in cell.outputs if output.output_type == "error"):
            lines = [line for line in cell.source.splitlines() if line.strip() and not line.startswith("#")]
            yield f"`{lines[0] if lines else '#'}` raised {output.ename}: {output.evalue}"
