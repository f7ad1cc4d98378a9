"""The glossary names each term once, in one sentence, with the lesson whose prose has it first."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = re.findall(r"^\| (.+?) \| (.+) \| (\d) \|$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
PROSE = re.compile(r"^# %% \[markdown\].*?(?=^# %%|\Z)", re.MULTILINE | re.DOTALL)
OTHER_SENSE = {("group", "4"), ("weighted", "1")}  # an optimizer's groups, a weighted sum


def read_prose(path):
    """The Markdown of a lesson in one line, without the link to the next lesson."""
    cells = " ".join(PROSE.findall(path.read_text())).split("**Next:")[0]
    return " ".join(cells.replace("\n# ", " ").split())


LESSONS = {path.name[1]: read_prose(path) for path in sorted((ROOT / "notebooks" / "source").glob("*.py"))}


@pytest.mark.parametrize(("term", "meaning", "lesson"), ROWS, ids=[term for term, _, _ in ROWS])
def test_term_comes_first_in_the_lesson_that_is_named(term, meaning, lesson):
    word = re.compile(rf"(?<![\w-]){re.escape(term)}(s|d)?(?!\w)", re.IGNORECASE)
    having = [number for number, text in LESSONS.items() if word.search(text) and (term, number) not in OTHER_SENSE]
    assert having and having[0] == lesson
    assert meaning.endswith(".") and ". " not in meaning


def test_terms_are_in_order_and_there_is_none_twice():
    terms = [term.lower() for term, _, _ in ROWS]
    assert terms == sorted(set(terms))
