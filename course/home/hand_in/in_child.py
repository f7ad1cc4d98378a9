"""What nbgrader is asked to do, in a process of its own: `python -m course.home.hand_in.in_child`.

It reads one JSON object and writes one. nbgrader's own classes do the work, with the configuration that it finds as
its own commands do; only the folders that it takes from and puts into are chosen here.
"""
from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from typing import Any


class Exchanging:
    """nbgrader's exchange, as it is configured for a work folder."""

    def __init__(self, work: str) -> None:
        from jupyter_core.paths import jupyter_config_path
        from nbgrader.apps import NbGrader
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange import ExchangeFactory

        app = NbGrader()
        app.config_file_paths.append([work, *jupyter_config_path()])
        app.load_config_file()
        self.config = app.config
        self.coursedir = CourseDirectory(config=self.config)
        self.factory = ExchangeFactory(config=self.config)
        self.authenticator = Authenticator(config=self.config)

    def make(self, kind: str, lesson: str, place: str) -> Any:
        """Return an action of the exchange, such as `Submit`, on a folder that holds a folder for each lesson."""
        self.coursedir.assignment_id = lesson
        made = getattr(self.factory, kind)(coursedir=self.coursedir, authenticator=self.authenticator,
                                           config=self.config)
        made.assignment_dir, made.path_includes_course = place, False
        return made


def settings(exchange: Exchanging, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the course's id, where the exchange is, where nbgrader keeps copies, and how large a file may be."""
    made = exchange.make("Submit", "any", ".")
    directory = exchange.coursedir
    return {"course": directory.course_id, "root": str(made.root), "cache": str(made.cache),
            "is_shared": bool(directory.groupshared), "max_kb": directory.max_file_size}


def submit(exchange: Exchanging, asked: dict[str, Any]) -> dict[str, Any]:
    """Hand in a folder. All of it is handed in, or nothing."""
    made = exchange.make("Submit", asked["lesson"], asked["place"])
    made.strict = True  # without the lesson's notebook, there's nothing to grade
    made.set_timestamp()
    try:
        made.start()
        left_out = sorted({*os.listdir(made.src_path)} - {*os.listdir(_there(made))})
        if left_out:
            raise RuntimeError(f"The exchange doesn’t take {', '.join(left_out)}. Tell your instructor.")
    except BaseException:
        for place in (_there(made), _kept(made)):
            if place:
                shutil.rmtree(place, ignore_errors=True)
        raise
    return {"stamp": made.timestamp}


def _there(made: Any) -> str:
    """Return the folder in the exchange; "" before it has a name."""
    return os.path.join(made.inbound_path, made.assignment_filename) if hasattr(made, "assignment_filename") else ""


def _kept(made: Any) -> str:
    """Return nbgrader's own copy; "" before it has a name."""
    if not hasattr(made, "assignment_filename"):
        return ""
    name = made.assignment_filename
    return os.path.join(made.cache_path, name.rsplit("+", 1)[0] if made.add_random_string else name)


def fetch(exchange: Exchanging, asked: dict[str, Any]) -> dict[str, Any]:
    """Fetch released lessons into a folder."""
    for lesson in asked["lessons"]:
        exchange.make("FetchAssignment", lesson, asked["place"]).start()
    return {}


def feedback(exchange: Exchanging, asked: dict[str, Any]) -> dict[str, Any]:
    """Fetch what graders have written about hand-ins into a folder."""
    for lesson in asked["lessons"]:
        exchange.make("FetchFeedback", lesson, asked["place"]).start()
    return {}


ACTIONS = {"settings": settings, "submit": submit, "fetch": fetch, "feedback": feedback}


def main() -> None:
    """Do what standard input asks for, and write what came of it."""
    asked = json.load(sys.stdin)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            answer = ACTIONS[asked["action"]](Exchanging(asked["work"]), asked)
    except OSError as error:
        answer = {"refused": f"The exchange can’t be used ({error.strerror or error}). Tell your instructor."}
    except Exception as error:  # nbgrader's own, whose words are for a terminal, and whatever a configuration raises
        answer = {"refused": str(error).strip() or type(error).__name__}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
