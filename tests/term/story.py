"""The story of the term: who hands in what. Everything that happens stands in `story.txt` and in the tables below.

In `story.txt`, a cell says what a learner hands in for a lesson; `>` stands between two hand-ins, the second of which
comes in after the first was graded. Its words:

    right         answers of the bank that are right; `mixed`: any of its answers; `blank`: the lesson as released
    late:26       handed in 26 hours after the due date; without it, hours before
    extended      has two days more; `granted`: gets them only after the first grading
    words:1.5     answers the question that a person grades, who gives 1.5 points
    f1:0.8        predictions of about this macro-F1; `practice`: those of other digits
    as:Blue-Heron under this nickname
    forges        sends facts of its own; `publishes-twice`: sends them twice, so that a person has to decide
    accepted      ... and the person accepts a question
    kills, floods a kernel that ends in the middle, or prints without end
    copies:ada    the very file that ada hands in
    broken        a file that is no notebook, which undoes nothing that came before
    archive       an archive with the notebook inside
    absent        nothing
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path


@dataclass(frozen=True)
class Lesson:
    """A lesson of the term.

    Attributes:
        name: its name.
        platform: how hand-ins come in: canvas, moodle, gradescope, exchange or folders.
        due: when it was due.
        weight: how much it counts in the total.
        best: whether the best of several hand-ins counts, not the last.
        by_hand: the question that a person grades, if there is one.
    """

    name: str
    platform: str
    due: datetime
    weight: int = 1
    best: bool = False
    by_hand: str = ""


def _due(day: int) -> datetime:
    return datetime(2026, 9, 7, 12, tzinfo=timezone.utc) + timedelta(days=day)


PACK = "numpy-basics"  # a course pack of the instructor's own, as `grader new-pack` makes it
LESSONS = (
    Lesson("01_first_computation", "canvas", _due(0), by_hand="fraud-why"),
    Lesson("02_linear_layers", "moodle", _due(14), weight=2),
    Lesson("03_pretrained_models", "gradescope", _due(28), best=True),
    Lesson("04_head_replacement", "exchange", _due(42), weight=2),
    Lesson("05_metrics", "folders", _due(56), best=True),
    Lesson("06_capstone", "canvas", _due(70), weight=3, by_hand="model-card"),
    Lesson("01_numpy_basics", "folders", _due(84)),
)

GRACE = timedelta(minutes=15)
EXTENSION = timedelta(days=2)
PER_DAY, CAP = 0.1, 0.5
DROP_LOWEST = 1
REGRADED, OLD_POINTS, NEW_POINTS = ("02_linear_layers", "threshold"), 2, 4  # a question that is worth more than it said

NAMES = {
    "ada": "Ada|Lovelace", "ben": "Ben|O'Neil", "caro": "Caro|Müller, geb. Maß", "dan": "Dan|Kim", "eve": "Eve|=1+1",
    "finn": "Finn|Ó Súilleabháin", "gia": "Gia 🎓|Rossi", "hao": "Hao|Li", "ida": "Ida|Smith", "ida2": "Ida|Smith",
    "jose": "José|Núñez", "kai": "Kai|von der Heide", "lea": "Léa|D'Arc", "mo": "Mo|Salah-Eddin", "nia": "Nia|@SUM",
    "ole": "Ole|Ågård", "pia": "Pia|Łukasik", "quin": "Quin|-Dash", "ria": "Ria|Çelik", "sam": "Sam|Lee",
    "tove": "Tove|Žižek", "uma": "Uma|+Plus", "vik": "Vik|Das", "wei": "Wei|王", "xan": "Xan|Ng", "yara": "Yara|Haddad",
    "zoe": "Zoë|Quist", "abe": "Abe|Cohen", "bo": "Bo|X", "cy": "Cy|Twombly",
}

STORY = (Path(__file__).parent / "story.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class HandIn:
    """What a learner hands in once.

    Attributes:
        learner, lesson: whose, and for what.
        attempt: 0 for the first, 1 for one that comes in after the first was graded.
        words: what the story says of it, each word with its number or name behind the colon.
    """

    learner: str
    lesson: Lesson
    attempt: int
    words: dict[str, str]

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.words.get("copies", self.learner)

    @property
    def late(self) -> timedelta:
        """How long after the due date it came in; negative, if before."""
        return timedelta(hours=float(self.words.get("late", -30 + 4 * self.attempt)))

    @property
    def when(self) -> datetime:
        return self.lesson.due + self.late


def read_story() -> dict[str, tuple[HandIn, ...]]:
    """Return all hand-ins, by "learner lesson"."""
    header, *rows = (line.split("|") for line in STORY.strip("\n").splitlines())
    assert [cell.strip() for cell in header[1:]] == [lesson.name[:2].lstrip("0") for lesson in LESSONS]
    assert [row[0].strip() for row in rows] == list(NAMES)
    story = {f"{row[0].strip()} {lesson.name}": _read_cell(row[0].strip(), lesson, cell)
             for row in rows for lesson, cell in zip(LESSONS, row[1:])}
    return {key: tuple(_as_copied(one, story) for one in hand_ins) for key, hand_ins in story.items()}


def _as_copied(hand_in: HandIn, story: dict[str, tuple[HandIn, ...]]) -> HandIn:
    """A copy is what its author handed in; only when is one's own."""
    if "copies" not in hand_in.words:
        return hand_in
    (copied,) = story[f"{hand_in.author} {hand_in.lesson.name}"]
    assert "late" not in copied.words
    return replace(hand_in, words=copied.words | hand_in.words)


def _read_cell(learner: str, lesson: Lesson, cell: str) -> tuple[HandIn, ...]:
    hand_ins = [HandIn(learner, lesson, attempt, dict(word.partition(":")[::2] for word in text.split()))
                for attempt, text in enumerate(cell.split(">"))]
    return tuple(one for one in hand_ins if "absent" not in one.words)


def policies(granted: bool) -> str:
    """Return the class's `policies.toml`, with or without the extensions that are granted late."""
    lines = ["[late]", f'grace = "{GRACE.seconds // 60} min"', f'penalty = "{PER_DAY:.0%} per day"',
             f'cap = "{CAP:.0%}"', "[total]", f"drop_lowest = {DROP_LOWEST}"]
    for lesson in LESSONS:
        lines += [f"[lessons.{lesson.name}]", f'due = "{lesson.due:%Y-%m-%d %H:%M} UTC"', f"weight = {lesson.weight}",
                  f'attempts = "{"best" if lesson.best else "last"}"']
    for learner in NAMES:
        longer = [tries[-1].lesson.name for key, tries in read_story().items() if key.split()[0] == learner and any(
            "extended" in one.words or granted and "granted" in one.words for one in tries)]
        if longer:
            lines += [f"[extensions.{learner}]", *(f'{name} = "{EXTENSION.days} days"' for name in longer)]
    return "\n".join(lines) + "\n"
