"""Learners to talk to: who is stuck, who handed in nothing, and who is falling behind their own beginning."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from grader.desk.report.facts.classroom import Classroom, Lesson
from grader.desk.report.needs.kinds import Need, quote
from grader.desk.report.rows import SAME, Row
from grader.desk.report.statistics import median

FALL, MORE = 0.25, 0.15  # shares: below one's own mean of before, and so much further than the class's middle moved
TRIES, ATTEMPTS = 8, 2  # after so many tries, or so many hand-ins with the same question wrong, somebody is stuck
Shares = tuple[float | None, ...]


def find_stuck(room: Classroom, lesson: Lesson) -> Iterator[Need]:
    """Yield who got questions wrong in every hand-in, or after many tries."""
    for learner in room.learners:
        found = dict(_stuck_on(lesson, learner))
        if found:
            what = "; ".join(f"{', '.join(name for name, why in found.items() if why == each)}: {each}"
                             for each in dict.fromkeys(found.values()))
            command = f"grader history {lesson.name} {quote(learner)}"
            yield Need("stuck", (learner,), (lesson.name,), f"{what}.", command=command)


def _stuck_on(lesson: Lesson, learner: str) -> Iterator[tuple[str, str]]:
    """Yield the questions that a learner is stuck on, and what says so."""
    one, record = lesson.graded.get(learner), lesson.records.get(learner)
    history, efforts = lesson.histories.get(learner, []), lesson.efforts.get(learner, {})
    for result in one.results if one else ():
        mark = record.cells.get(result.question) if record else None
        if result.outcome != "failed" or result.points >= result.max_points - SAME or (mark and mark.manual):
            continue
        latest = {entry.hand_in: entry.points.get(result.question, 0.0) for entry in history}
        wrong = all(points < result.max_points - SAME for points in latest.values())
        tries = efforts[result.question].tries if result.question in efforts else 0
        said = [f"wrong in all {len(latest)} hand-ins"] if wrong and len(latest) >= ATTEMPTS else []
        said += [f"{tries} tries"] if tries >= TRIES else []
        if said:
            yield result.question, " and ".join(said)


def find_absent(room: Classroom, rows: dict[str, list[Row]], now: datetime) -> Iterator[Need]:
    """Yield learners who handed in nothing for a lesson that isn't still open to them."""
    shares = share_by_learner(rows, room.learners)
    missing: dict[str, list[str]] = {}
    for name, of_lesson in rows.items():
        for row in of_lesson:
            if row.state == "nothing" and room.lessons[name].due.get(row.learner, now) <= now:
                missing.setdefault(row.learner, []).append(name)
    for learner, lessons in sorted(missing.items(), key=lambda pair: -len(pair[1])):
        email = f" Write to {room.emails[learner]}." if learner in room.emails else ""
        what = f"Nothing for {len(lessons)} of {len(rows)} lessons.{email}" if len(rows) > 1 else f"Nothing yet.{email}"
        command = f"grader collect {lessons[-1]} ARCHIVE"
        yield Need("absent", (learner,), tuple(lessons), what, "", command, shares[learner])


def find_falling(room: Classroom, rows: dict[str, list[Row]]) -> Iterator[Need]:
    """Yield learners whose last hand-in is clearly below their own of before, and not only because it was harder."""
    names, by_learner = list(rows), share_by_learner(rows, room.learners)
    middle = [median([share for of_one in by_learner.values() if (share := of_one[i]) is not None]) or 0.0
              for i in range(len(names))]
    for learner, shares in by_learner.items():
        there = [i for i, share in enumerate(shares) if share is not None]
        if len(there) < 2:
            continue
        *earlier, last = there
        before, now = _mean([shares[i] or 0.0 for i in earlier]), shares[last] or 0.0
        class_before, class_now = _mean([middle[i] for i in earlier]), middle[last]
        if before - now >= max(FALL, class_before - class_now + MORE):
            what = (f"{now:.0%} of the points, after {before:.0%} before. The class's middle went from "
                    f"{class_before:.0%} to {class_now:.0%}.")
            command = f"grader history {names[last]} {quote(learner)}"
            yield Need("falling", (learner,), (names[last],), what, "", command, shares)


def share_by_learner(rows: dict[str, list[Row]], learners: Iterable[str]) -> dict[str, Shares]:
    """Return each learner's shares of the points, lesson by lesson; None for no hand-in."""
    found = [{row.learner: row.share for row in of_lesson} for of_lesson in rows.values()]
    return {learner: tuple(of_lesson.get(learner) for of_lesson in found) for learner in learners}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
