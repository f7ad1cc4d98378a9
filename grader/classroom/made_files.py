"""Files that are made for each class from its secret, such as a capstone's labels."""
from __future__ import annotations

from course import questions
from course.exchange import question_seed
from course.keys import NoKeys, find_key
from grader.classroom.seeds import shared_seed
from grader.errors import WrongCall


def make_files(secret: bytes, lesson: str, handed_in: bool = False) -> dict[str, bytes]:
    """Return the files that a class gets with a lesson, by name: the same secret makes the same ones.

    Args:
        secret: the class's.
        lesson: its name.
        handed_in: return the files that come with right answers instead.

    Raises:
        WrongCall: the lesson's course pack was installed without keys.
    """
    seed = shared_seed(secret, lesson)
    made: dict[str, bytes] = {}
    for question in questions.lessons().get(lesson, ()):
        try:
            key = find_key(question.id)
        except NoKeys as error:
            raise WrongCall(str(error)) from None
        make = key.handed_in if handed_in else key.files
        made |= make(question_seed(seed, question.id))
    return made
