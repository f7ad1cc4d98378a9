"""Two small questions, `double` and `half`, and what a judge says of answers to them."""
import json
import warnings

import torch

from course.checking.judge import judge
from course.checking.key import Key, Misconception, Solution
from course.checking.probe import probe
from course.checking.question import Answer, Question


def minus(x):
    warnings.warn("a wrong way may warn", stacklevel=2)
    return -2 * x


def inputs(seed):
    return [(torch.tensor([1.0, 2.0]) + seed,), (torch.tensor([5.0, 1.0]) + seed,)]


WRONG_SIGN = Misconception("wrong-sign", "Look at the sign.", (minus, lambda x: -2 * x - 1))
DOUBLE = Solution(Answer("double", "twice `x`", inputs=inputs), lambda x: 2 * x, (WRONG_SIGN,))
HALF = Solution(Answer("half", "one half"), 0.5, (Misconception("whole", "Halve it.", (1,)),))


def key_of(*solutions, name="q"):
    return Key(Question(name, "Section", tuple(solution.answer for solution in solutions)), solutions)


TWO = key_of(DOUBLE, HALF, name="two")


def function(right, *misconceptions, **parts):
    """A key of one function, tried on the inputs above."""
    return key_of(Solution(Answer("f", "what is due", **{"inputs": inputs} | parts), right, misconceptions))


def judged(*answers, seed=0, key=TWO, points=4.0):
    facts = json.loads(json.dumps(probe(key.question, answers, seed), allow_nan=False))
    return judge(key, facts, seed, points)


def right_facts():
    return probe(TWO.question, (DOUBLE.right, 0.5), 0)
