"""`case`: the input that an answer failed on, to try in a cell."""
from __future__ import annotations

from course.cards.case import Case
from course.checking.probe import make_inputs
from course.exchange import PUBLIC_SEED
from course.questions import find

_shown: dict[str, tuple[str, int]] = {}  # by question: the answer and the number of the case that its last card showed


def remember(question_id: str, shown: Case | None) -> None:
    """Note which case a card showed."""
    if shown is not None:
        _shown[question_id] = shown.answer, shown.number


def case(question_id: str, answer: str | None = None) -> tuple:
    """Return the arguments of the input that the last card showed, made anew; of the first input if there is none.

    >>> len(case("row-softmax"))
    1

    Args:
        question_id: the question's id, such as "row-softmax"; then `row_softmax(*case("row-softmax"))` tries it.
        answer: the function's name, where a question asks for several.

    Raises:
        ValueError: there is no such question, or it asks for no such function.
    """
    question = find(question_id, "case")
    functions = [known.name for known in question.answers if known.is_function]
    if not functions or answer not in (None, *functions):
        asks = f"one of its functions, {', '.join(functions)}" if functions else "a question that asks for a function"
        raise ValueError(f"case: expected {asks}, got {answer or question_id!r}. "
                         + ("Leave the name out." if functions else "A value is tried on no input."))
    name, number = _shown.get(question_id, (functions[0], 0))
    if answer not in (None, name):
        name, number = str(answer), 0
    return make_inputs(question[name], PUBLIC_SEED)[number]
