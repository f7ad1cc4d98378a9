"""One sentence about a misconception to say in class: the key's own, or the part of the hint that says why it fails."""
from __future__ import annotations

import re

from course.checking.question import Result

ENDS = re.compile(r"""(?<=[.!?])["”)]?\s+(?=[A-Z`"(0-9])""")  # of sentences
BUT, CALL = re.compile(r"But,? (.)"), re.compile(r"But,? \w+\(")  # a function keeps its small letter
MAX = 400  # characters: nobody says more in one breath


def choose_sentence(result: Result) -> tuple[str, str]:
    """Return the sentence, and where it comes from: "key", or "hint".

    >>> choose_sentence(Result("q", "failed", 0, 1, hint="Rows come first. But `dim` is summed away. Print it."))
    ('`dim` is summed away.', 'hint')
    >>> choose_sentence(Result("q", "failed", 0, 1, hint="Once is enough. Leave it out.", say="One softmax will do."))
    ('One softmax will do.', 'key')
    """
    return (result.say[:MAX], "key") if result.say else (_why_it_fails(result.hint)[:MAX], "hint")


def _why_it_fails(hint: str) -> str:
    """Return a hint's turn, which begins with "But"; else the sentence between the guess and the advice."""
    sentences = ENDS.split(hint.strip()[:10 * MAX])
    if turn := next((each for each in sentences if BUT.match(each)), ""):
        rest = BUT.sub(r"\1", turn, count=1)
        return rest if CALL.match(turn) else rest[:1].upper() + rest[1:]
    return sentences[1] if len(sentences) > 2 else sentences[0]
