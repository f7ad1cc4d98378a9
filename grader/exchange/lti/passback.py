"""Pass the marks of a lesson back: who gets what, what the platform has already, and who is left."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone
from functools import partial
from pathlib import Path

from grader.errors import Refused, WrongCall
from grader.exchange import roster
from grader.exchange.lti.ledger import Ledger, Score
from grader.exchange.lti.settings import FILE, Settings, read_key, read_settings
from grader.exchange.marks import PLACES, Marks, read_marks, show
from grader.marks.mark import LessonMark
from grader.printable import printable

GIVE_UP_AFTER = 3  # learners in a row for whom the platform was unavailable


@dataclass
class Done:
    """What a passback came to, or would come to.

    Attributes:
        sent: lines about scores that the platform has taken.
        unchanged: how many it had before.
        left: lines about learners whose score it does not have, and why.
    """

    sent: list[str] = field(default_factory=list)
    unchanged: int = 0
    left: list[str] = field(default_factory=list)


def pass_back(class_folder: Path, lesson: str, dry_run: bool) -> Done:
    """Send the scores of a lesson that have changed since they were sent.

    Raises:
        WrongCall: the settings, the key or the roster are wrong, or the platform does not let us in.
    """
    settings = read_settings(class_folder, lesson)
    keys = read_key(class_folder, settings)
    done = Done()
    scores = _scores(read_marks(class_folder, (lesson,)), lesson, _user_ids(class_folder, settings), done)
    if dry_run:
        _preview(Ledger(class_folder, lesson), scores, settings.column(lesson).line_item, done)
        return done
    with Ledger(class_folder, lesson).lock():
        _send(Ledger(class_folder, lesson), scores, settings, keys, lesson, done)
    return done


def show_key(class_folder: Path) -> list[str]:
    """Return the public half of the key, as PEM and as JWK."""
    from grader.exchange.lti.platform import public_jwk

    keys = read_key(class_folder, read_settings(class_folder, ""))
    return [*keys[1].splitlines(), public_jwk(keys)]


def _user_ids(class_folder: Path, settings: Settings) -> dict[str, str]:
    """Return what the platform calls each learner, by the roster and `lti.toml`, which has the last word."""
    has_roster = (class_folder / roster.FILE).exists()
    people = roster.read_roster(class_folder).people if has_roster else ()
    ids = {one.learner: one.lti_id for one in people if one.lti_id} | dict(settings.learners)
    owners: dict[str, str] = {}
    for learner, user_id in ids.items():
        if not user_id or owners.setdefault(user_id, learner) != learner:
            raise WrongCall(f"{FILE}: learners: expected an id of their own for {printable(learner)}, got "
                            f"{'none' if not user_id else f'that of {printable(owners[user_id])}'}. Correct it.")
    return ids


def _scores(marks: Marks, lesson: str, ids: dict[str, str], done: Done) -> list[Score]:
    maximum = round(marks.maximum[lesson], PLACES)
    if maximum <= 0:
        raise WrongCall(f"{printable(lesson)}: expected a lesson with points, got none. There's nothing to send.")
    done.left += [f"{printable(learner)}: {printable(why)}" for learner, why in marks.ungraded[lesson].items()]
    done.left += [f"{printable(learner)}: no lti_id in {roster.FILE}, and none in {FILE}"
                  for learner in sorted(marks.marks[lesson]) if learner not in ids]
    return [_score(learner, ids[learner], mark, maximum) for learner, mark in sorted(marks.marks[lesson].items())
            if learner in ids]


def _score(learner: str, user_id: str, mark: LessonMark, maximum: float) -> Score:
    moment = mark.moment.replace(tzinfo=timezone.utc).isoformat() if mark.moment else ""
    return Score(learner, user_id, None if mark.waiting else round(mark.score, PLACES), maximum, moment)


def _preview(ledger: Ledger, scores: list[Score], item: str, done: Done) -> None:
    for score in scores:
        if ledger.has(score, item):
            done.unchanged += 1
        else:
            done.sent.append(_describe(score))


def _send(ledger: Ledger, scores: list[Score], settings: Settings, keys: tuple[str, str], lesson: str,
          done: Done) -> None:
    from grader.exchange.lti.platform import Platform, Unavailable

    if not scores:
        return
    platform, failed_in_a_row = Platform(settings, keys), 0
    item = platform.find_item(lesson, settings.column(lesson), scores[0].maximum)
    for score in scores:
        if ledger.has(score, item):
            done.unchanged += 1
            continue
        try:
            if failed_in_a_row == GIVE_UP_AFTER:
                raise Unavailable("not tried, since the platform wasn't available")
            moment = platform.send(score, item, partial(ledger.next_moment, score.learner))
        except Refused as refused:
            failed_in_a_row = min(failed_in_a_row + 1, GIVE_UP_AFTER) if isinstance(refused, Unavailable) else 0
            done.left.append(f"{printable(score.learner)}: {printable(refused)}")
        else:
            ledger.add(score, item, moment)
            done.sent.append(_describe(score))
            failed_in_a_row = 0


def _describe(score: Score) -> str:
    given = "waits for a person" if score.given is None else f"{show(score.given)} of {show(score.maximum)}"
    return f"{printable(score.learner)}: {given}"
