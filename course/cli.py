"""`course`: the command by which a learner starts, sees how far they are, and puts things back or up to date."""
from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path

from course.home import table
from course.home.records import read_records
from course.home.status import Course, read_course
from course.work.folder import NoSuch, WrongCall, find_work, shipped_lessons

OK, FAILED, MISUSED = 0, 1, 2
Answer = tuple[int, object]  # the exit code and what to print
EPILOG = "Without a command, the course opens in JupyterLab; options that `course` doesn't know are handed to it."


def main(arguments: list[str] | None = None) -> None:
    """Run the command, and exit with 0 if all went well, 1 if something didn't work, 2 if the call made no sense."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that can't show a dash or a quote is no reason to stop
    given, rest = _parser().parse_known_args(arguments)
    if given.command is None:
        from course.start import open_course

        try:
            sys.exit(open_course(rest, given.pack))
        except NoSuch as error:
            print(error, file=sys.stderr)
            sys.exit(MISUSED)
    if rest:
        given.parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what the state says of its file isn't part of the answer
            code, answer = given.run(given)
    except WrongCall as error:
        print(error, file=sys.stderr)
        sys.exit(MISUSED if isinstance(error, NoSuch) else FAILED)
    print(answer)
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="course", epilog=EPILOG, allow_abbrev=False, description=(
        "Open the course, see how far you are, put a question back, bring your lessons up to date."))
    parser.add_argument("--pack", default="", help="show the lessons of this course pack only; it's remembered")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def add(name: str, run, said: str, more: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=said, description=f"{said} {more}".strip(), allow_abbrev=False)
        command.set_defaults(run=run, parser=command)
        return command

    add("next", _next, "Say which question is next, and where to find it.")
    status = add("status", _status, "Show what is right, tried and left in each lesson, and what is next.")
    status.add_argument("--json", action="store_true", help="as JSON, for programs")
    reset = add("reset", _reset, "Put a question, or a whole lesson, back as it was handed out.",
                "What was there is kept in work/backups first.")
    reset.add_argument("lesson", metavar="LESSON", help='its name, its number such as "2", or how its name begins')
    reset.add_argument("question", metavar="QUESTION", nargs="?", help="its id, such as row-softmax; else all of them")
    update = add("update", _update, "Carry your answers into corrected lessons.",
                 "Each copy that is changed is kept in work/backups first. What doesn't fit is kept, too, and listed.")
    photos = add("photos", _photos, "Copy the photos in a folder into work/photos.",
                 "One folder in it for each class becomes one there. Nothing is ever overwritten.")
    photos.add_argument("folder", metavar="DIR", type=Path, help="the folder in which the photos are")
    hand_in = add("hand-in", _hand_in, "Hand a lesson in, or get its files ready to upload.",
                  "Where nbgrader's exchange is configured, it goes there.")
    hand_in.add_argument("lesson", metavar="LESSON", help='its name, its number such as "2", or how its name begins')
    hand_in.add_argument("--again", action="store_true", help="although it was handed in before")
    hand_in.add_argument("--effort", action="store_true",
                         help="tell your instructor, too, how many tries you needed and which hints you opened")
    for command in (reset, update):
        command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser


def _work() -> Path:
    return find_work(Path.cwd())


def _read(work: Path) -> Course:
    return read_course(work, shipped_lessons(work), read_records(work, mend=True))


def _status(given: argparse.Namespace) -> Answer:
    found = _read(_work())
    return OK, json.dumps(table.to_dict(found), indent=1) if given.json else table.to_text(found)


def _next(given: argparse.Namespace) -> Answer:
    work = _work()
    return OK, table.tell_way(_read(work), os.path.relpath(work))


def _reset(given: argparse.Namespace) -> Answer:
    from course.work.reset import reset

    done = reset(_work(), given.lesson, given.question, given.dry_run)
    if given.dry_run and done.is_changed:
        return OK, f"{done.question or done.lesson} would be put back. Nothing was changed yet."
    return OK, done


def _update(given: argparse.Namespace) -> Answer:
    from course.work.update import update

    done = update(_work(), given.dry_run)
    return FAILED if done.has_trouble else OK, done


def _photos(given: argparse.Namespace) -> Answer:
    from course.work.photos import bring

    done = bring(given.folder, _work())
    return OK if done.copied or done.there else FAILED, done


def _hand_in(given: argparse.Namespace) -> Answer:
    from course.home.hand_in.handing import hand_in

    work = _work()
    done = hand_in(work, given.lesson, read_records(work, mend=True), given.effort, given.again)
    ask = f"\nTo hand it in again: `course hand-in {given.lesson} --again`" if done.asks else ""
    return OK if done.is_done else FAILED, f"{done.message}{ask}"
