"""The glossary names each term once, in one sentence, with the lesson whose prose has it first."""
import ast
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


TERMS = re.findall(r"^\| ([a-z]+)[^|]* \| ([a-z ]+) \|$", (ROOT / "docs" / "terms.md").read_text(), re.MULTILINE)[1:]
CODE = re.compile(r"```.*?```|`[^`]*`|<[a-z][^>]*>", re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PYTHON = [path for folder in ("course", "grader") for path in sorted((ROOT / folder).rglob("*.py"))]


def read_strings(path):
    """What a module may say to somebody: its strings, without the code in them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return " ".join(node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
                    and isinstance(node.value, str) and " " in node.value)


def words_not_said(text):
    """The words of the list's right column that stand in a text, each with what to say."""
    plain = CODE.sub(" ", text)
    return {word: term for term, word in TERMS
            if re.search(rf"(?<![\w-]){re.escape(word)}(s|d|es|ed|ing|r)?(?![\w:=-])", plain, re.IGNORECASE)}


@pytest.mark.parametrize("lesson", LESSONS)
def test_lessons_have_one_word_for_each_thing(lesson):
    assert words_not_said(LESSONS[lesson]) == {}


def test_pages_and_messages_have_one_word_for_each_thing():
    texts = {path: path.read_text(encoding="utf-8") for path in PAGES if path.name != "terms.md"}
    texts |= {path: read_strings(path) for path in PYTHON}
    assert {str(path.relative_to(ROOT)): found for path, text in texts.items() if (found := words_not_said(text))} == {}
    assert words_not_said("Mails are dear, and `mail` is code.") == {"mail": "email", "dear": "costly"}
