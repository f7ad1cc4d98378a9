"""The sentences of a letter: what a teacher would say about these points, to whoever earned them."""
from __future__ import annotations

import re

from grader.desk.letters.facts import Facts, Total
from grader.desk.letters.questions import Question

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "blank": "○", "unreached": "–", "waiting": "…", "ours": "!"}
OUTCOMES = {"right": "Right", "partly": "Partly right", "wrong": "Not right yet", "blank": "Not tried yet",
            "unreached": "Not reached", "waiting": "Waiting for your instructor", "ours": "Our fault, full points"}
BY_HAND = {"right": "Full points", "partly": "Part of the points", "wrong": "No points", "blank": "No answer"}
AGAIN = "Then change your answer in your notebook, and run its check to see if it works."
FILL_IN = "Then fill in the answer in your notebook, and run its check."
WRITE = "Write your answer in the cell below the question."
UNSTOP = "First find what stops your notebook: the beginning of this letter says how."
TESTS_AGAIN = "Change your answer in your notebook, and run the tests again."
HELD = ("The grader couldn't judge this answer by itself, so your instructor will look at it. "
        "It has no points until then.")
OURS = "This check itself broke, and that's on us. You get full points, and there's nothing you need to do."
NICE = 0.8  # share of right answers that is worth a word
READS = "Your instructor reads this one. It's worth up to {}, which aren't counted yet."
LOOKS_AGAIN = "Your instructor graded this by hand, and it has been graded again since. They'll take another look."
GOT = re.compile(r"(?:(?P<where>.*?): )?expected (?P<expected>.*?), got (?P<got>.*?)\.(?: [A-Z].*)?", re.DOTALL)


def count(number: float, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "point"), count(2.5, "point")
    ('1 point', '2.5 points')
    """
    return f"{round(number, 2):g} {noun}{'' if number == 1 else 's'}"


def label(question: Question) -> str:
    """Return how a question went, in a word or two."""
    if question.by_hand or question.role in ("manual", "task"):
        return BY_HAND.get(question.outcome, OUTCOMES[question.outcome])
    return OUTCOMES[question.outcome]


def tell_points(question: Question, noun: str = "") -> str:
    """Return a question's points; of what still waits, those that it can bring."""
    most = count(question.mark.max_points, noun) if noun else f"{round(question.mark.max_points, 2):g}"
    if question.outcome == "waiting" and not question.mark.points:
        return f"up to {most}"
    return f"{round(question.mark.points, 2):g} of {most}"


def open_letter(questions: list[Question], facts: Facts) -> list[str]:
    """Return the paragraphs that a letter begins with."""
    total = facts.total
    said = [*_refusal(facts), *([_summary(questions, total)] if questions or not facts.refused else [])]
    said += [_best(facts, total), _waiting(questions), _start(questions), _late(facts, total, bool(questions)),
             _ended(facts),
             "The last time your work was graded, something on our side broke. The points here are from before that, "
             "and your instructor knows." if facts.faulty else ""]
    return [sentence for sentence in said if sentence]


def _summary(questions: list[Question], total: Total) -> str:
    if not questions:
        return "Nothing in this notebook earns points."
    checked = [question for question in questions if question.outcome != "waiting"]
    numbers = {name: sum(question.outcome == name for question in checked) for name in SIGNS}
    right = numbers["right"] + numbers["ours"]
    if not checked:
        return "Nothing has been graded yet."
    if right == len(checked):
        whole = "" if len(checked) < len(questions) or total.penalty else " Full marks!"
        all_of_them = "Your answer is right." if right == 1 else f"All {right} questions are right." if \
            len(checked) == len(questions) else f"All {right} questions graded so far are right."
        return f"{all_of_them}{whole} Well done."
    if numbers["blank"] == len(checked):
        return ("You haven't filled in any of the questions yet, so there was nothing to grade. "
                "They're all still there for you to try.")
    parts = [f"{right} of {len(checked)} questions {'is' if right == 1 else 'are'} right"] if right else [
        f"None of the {len(checked)} questions is right yet"] if len(checked) > 1 else ["Your answer isn't right yet"]
    parts += [f"{numbers['partly']} {'is' if numbers['partly'] == 1 else 'are'} partly right"] * bool(numbers["partly"])
    sentence = ", and ".join(parts) + "."
    if right >= NICE * len(checked):
        sentence += " Nice work!"
    if numbers["wrong"] + numbers["partly"]:
        them = "the others" if right else "each" if len(checked) > 1 else "it"
        sentence += f" Below, you'll find what happened with {them}, and a way to go on."
    blank = [name_of(question) for question in checked if question.outcome == "blank"]
    if blank:
        sentence += f" You left {join(blank) if len(blank) < 4 else f'{len(blank)} questions'} open."
    return sentence


def _best(facts: Facts, total: Total) -> str:
    if not facts.regained:
        return ""
    most = sum(each.max_points for each in facts.totals)
    return (f"This letter is about your latest hand-in, which came to {count(total.score, 'point')}. An earlier one "
            f"was better, so that one counts: {round(facts.counts, 2):g} of {count(most, 'point')}"
            f"{' for all notebooks together' if len(facts.totals) > 1 else ''}.")


def _waiting(questions: list[Question]) -> str:
    waiting = [question for question in questions if question.outcome == "waiting"]
    if not waiting:
        return ""
    names = join([name_of(question) for question in waiting[:4]] + ["others"] * (len(waiting) > 4))
    points = count(sum(question.lost for question in waiting), "point")
    reads = all(question.result is None for question in waiting)
    todo = "still has to read" if reads else "still has to look at"
    return f"Your instructor {todo} your answer to {names}. It's worth up to {points}." if len(waiting) == 1 \
        else f"Your instructor {todo} your answers to {names}. Together, they're worth up to {points}."


def _start(questions: list[Question]) -> str:
    """Return where to begin, if more than one question is open: where the most points are, tried ones first."""
    left = [question for question in questions if question.outcome in ("wrong", "partly", "blank")
            and question.role in ("check", "tests")]
    if len(left) < 2:
        return ""
    first = max(left, key=lambda question: (question.outcome != "blank", question.lost))
    return f"A good place to start is {name_of(first)}, where you can still get {count(first.lost, 'point')}."


def _late(facts: Facts, total: Total, graded: bool) -> str:
    if facts.late_s <= 0 or not graded:
        return ""
    cost = (f"which costs you {count(min(total.penalty, total.points), 'point')}" if total.penalty
            else "which costs you nothing this time")
    return f"You handed this in {show_time(facts.late_s)} late, {cost}."


def _ended(facts: Facts) -> str:
    if not facts.ended:
        return ""
    return (f"Your notebook stopped before its end ({facts.ended}), so the questions after that point couldn't be "
            "checked. To find the cell that does it, restart the kernel and run all cells from the top.")


def _refusal(facts: Facts) -> list[str]:
    """Return what to say of a hand-in that could not be read; what an instructor should do about it is not told."""
    if not facts.refused:
        return []
    found = GOT.fullmatch(facts.refused)
    where = f"In `{found['where']}`, we" if found and found["where"] else "We"
    why = f"{where} expected {found['expected']} and got {found['got']}." if found else facts.refused
    earlier = ("Until then, your earlier hand-in counts. The rest of this letter is about that one." if facts.marks
               else "Until then, it has no points.")
    return ["We couldn't read what you handed in, so it hasn't been graded yet.", why,
            "Please open your notebook in JupyterLab, check that your answers are there, save it, and hand it in "
            f"again. If it doesn't open, your instructor can help. {earlier}"]


def show_time(seconds: float) -> str:
    """Return a time as people say it, in its two largest units.

    >>> show_time(120_000), show_time(90), show_time(7_200)
    ('1 day and 9 hours', '1 minute', '2 hours')
    """
    minutes = max(1, int(seconds // 60))
    units = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    found = [count(number, name) for name, number in units if number]
    return " and ".join(found[:2])


def name_of(question: Question) -> str:
    """Return a question's name as it stands in a sentence."""
    return f"“{question.title}”" if question.title else f"`{question.id}`"


def join(names: list[str]) -> str:
    """Return names as a list in a sentence.

    >>> join(["a", "b", "c"])
    'a, b, and c'
    """
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def tell(question: Question) -> list[tuple[str, str]]:
    """Return what a question's card says, as (label, text) pairs; text between backticks is code."""
    result, mark = question.result, question.mark
    rows: list[tuple[str, str]] = []
    if question.outcome == "waiting":
        held = result is not None and result.outcome == "held"
        rows.append(("Next", HELD if held else READS.format(count(mark.max_points, "point"))))
    elif question.outcome == "ours":
        rows.append(("What happened", OURS))
    elif result is None:
        rows += [("Next", WRITE)] if question.outcome == "blank" else []
    elif question.outcome == "unreached":
        rows += [("What happened", result.message), ("Next", UNSTOP)]
    elif result.outcome == "passed":
        rows += [("What happened", result.message), ("Next", result.hint)]
    elif result.outcome == "not tried":
        rows += [("Expected", result.expected), ("Next", FILL_IN)]
    elif question.role == "tests":
        rows += [("What happened", result.message), ("Next", TESTS_AGAIN if question.lost else "")]
    else:
        gave = f"`{result.answer}`: {result.returned}" if result.returned else ""
        rows += [("You gave", gave), ("Expected", result.expected), ("What happened", result.message),
                 ("Hint", result.hint), ("Next", AGAIN if question.lost else "")]
    return [(name, text) for name, text in [*rows, *_by_hand(question)] if text]


def _by_hand(question: Question) -> list[tuple[str, str]]:
    mark, rows = question.mark, []
    if mark.manual is not None and question.role in ("check", "tests") and mark.auto not in (None, mark.manual):
        rows.append(("By hand", f"Your instructor changed the points here: {mark.manual:g} instead of {mark.auto:g}."))
    if mark.extra:
        rows.append(("By hand", f"This includes {count(mark.extra, 'point')} of extra credit."))
    if mark.manual is not None and mark.waits:
        rows.append(("By hand", LOOKS_AGAIN))
    return rows
