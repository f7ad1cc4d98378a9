"""Comments to use again, kept for each question in the class folder, where they may be edited by hand too."""
from __future__ import annotations

import json
from pathlib import Path

from filelock import FileLock

from grader.byhand.rubrics import FOLDER
from grader.classroom.results import write_atomically
from grader.errors import WrongCall

MAX_COMMENTS, MAX_CHARS = 100, 20_000


def comments_path(class_folder: Path, lesson: str) -> Path:
    return class_folder / FOLDER / f"{lesson}.comments.json"


def read_comments(class_folder: Path, lesson: str) -> dict[str, list[str]]:
    """Return the comments to use again, by question.

    Raises:
        WrongCall: the file has something else in it; comments must not be lost in silence.
    """
    path = comments_path(class_folder, lesson)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(text, str) for texts in data.values() for text in texts):
            raise ValueError
        return {question: list(texts) for question, texts in data.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError):
        raise WrongCall(f"{FOLDER}/{path.name}: expected lists of comments by question, got something else. "
                        "Repair the file, or rename it to start anew.") from None


def change_comments(class_folder: Path, lesson: str, question: str, add: str = "", remove: str = "") -> list[str]:
    """Add a comment to those of a question, or remove one, and return them; two graders may do so at once.

    Raises:
        WrongCall: there are too many, or the file has something else in it.
        OSError: it cannot be written.
    """
    path = comments_path(class_folder, lesson)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        comments = read_comments(class_folder, lesson)
        kept = [text for text in comments.get(question, []) if text != remove]
        if add.strip() and add not in kept:
            kept.append(add)
        if len(kept) > MAX_COMMENTS:
            raise WrongCall(f"expected at most {MAX_COMMENTS} comments for a question, got more. Remove some.")
        text = json.dumps(comments | {question: kept}, indent=1, ensure_ascii=False, sort_keys=True)
        write_atomically(path, text + "\n")
    return kept
