"""The key of `verdict`."""
from __future__ import annotations

from collections.abc import Callable

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.verdict import VERDICT

GOOD, LOW_ACCURACY, LOW_RATE = 0.80, 0.60, 0.50


def bands(good: Callable[..., bool], bad: Callable[..., bool]) -> Callable[[float, float, float], str]:
    """Return a way that asks for good first, then for bad."""
    return lambda *scores: "good" if good(*scores) else "bad" if bad(*scores) else "unclear"


def is_good(accuracy: float, precision: float, recall: float) -> bool:
    return accuracy > GOOD and precision > GOOD and recall > GOOD


def is_bad(accuracy: float, precision: float, recall: float) -> bool:
    return accuracy < LOW_ACCURACY or precision < LOW_RATE or recall < LOW_RATE


def one_number(score: Callable[..., float], low: float) -> Callable[[float, float, float], str]:
    return bands(lambda *scores: score(*scores) > GOOD, lambda *scores: score(*scores) < low)


def f1(accuracy: float, precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


VERDICT_KEY = Key(VERDICT, (
    Solution(
        VERDICT["verdict"], bands(is_good, is_bad),
        (
            Misconception(
                "accuracy-alone",
                "The accuracy is the number that everybody quotes. But 0.98 with a recall of 0.12 is a model that "
                "misses nearly all it is there for. Ask all three numbers.",
                (one_number(lambda accuracy, *_: accuracy, LOW_ACCURACY),
                 one_number(lambda accuracy, *_: accuracy, LOW_RATE),
                 bands(lambda accuracy, *_: accuracy > GOOD, lambda *_: True)),
            ),
            Misconception(
                "recall-ignored",
                "Accuracy and precision are asked. But a model that says yes only once, and correctly, has a precision "
                "of 1. Ask the recall too, in both bands.",
                (bands(lambda a, p, r: is_good(a, p, 1), lambda a, p, r: is_bad(a, p, 1)),),
            ),
            Misconception(
                "precision-ignored",
                "Accuracy and recall are asked. But a model that always says yes has a recall of 1. Ask the precision "
                "too, in both bands.",
                (bands(lambda a, p, r: is_good(a, 1, r), lambda a, p, r: is_bad(a, 1, r)),),
            ),
            Misconception(
                "accuracy-ignored",
                "Precision and recall tell most. But they are those of one class, and the band asks for the accuracy "
                "too. Compare all three.",
                (bands(lambda a, p, r: is_good(1, p, r), lambda a, p, r: is_bad(1, p, r)),),
            ),
            Misconception(
                "mean-of-the-three",
                "A mean joins three numbers in one, and lets a high one make up for a low one: 0.98, 0.95 and 0.48 "
                "look good. Compare each number by itself.",
                (one_number(lambda *scores: sum(scores) / 3, LOW_ACCURACY),
                 one_number(lambda *scores: sum(scores) / 3, LOW_RATE)),
            ),
            Misconception(
                "f1-alone",
                "F1 joins precision and recall, and falls with each. But the bands ask for both of them, and for the "
                "accuracy. Compare each number by itself.",
                (one_number(f1, LOW_RATE), one_number(f1, LOW_ACCURACY)),
            ),
            Misconception(
                "one-good-number-is-enough",
                "Each good number is a good sign. But the band says *all*: one of them alone proves nothing. Join the "
                "conditions for \"good\" with `and`.",
                (bands(lambda *scores: any(score > GOOD for score in scores), is_bad),),
            ),
            Misconception(
                "bad-only-if-all-are-bad",
                "Three bad numbers are surely bad. But one is enough: a recall of 0.12 is not made up for. Join the "
                "conditions for \"bad\" with `or`.",
                (bands(is_good, lambda a, p, r: a < LOW_ACCURACY and p < LOW_RATE and r < LOW_RATE),
                 bands(is_good, lambda a, p, r: a < LOW_ACCURACY and (p < LOW_RATE or r < LOW_RATE)),
                 bands(is_good, lambda a, p, r: a < LOW_ACCURACY or (p < LOW_RATE and r < LOW_RATE))),
            ),
            Misconception(
                "border-counts-as-inside",
                "On the threshold itself one may read it either way. The band says *above* 0.80 and *below* 0.60 and "
                "0.50, so a number on the threshold is in neither. Use `>` and `<`.",
                (bands(lambda *scores: min(scores) >= GOOD, is_bad),
                 bands(is_good, lambda a, p, r: a <= LOW_ACCURACY or p <= LOW_RATE or r <= LOW_RATE),
                 bands(lambda *scores: min(scores) >= GOOD,
                       lambda a, p, r: a <= LOW_ACCURACY or p <= LOW_RATE or r <= LOW_RATE)),
            ),
            Misconception(
                "one-border-for-all",
                "Accuracy has a threshold of its own: chance alone gives 0.50 with two equal classes, so below 0.60 is "
                "bad already. Precision and recall are bad below 0.50. Use both thresholds.",
                (bands(is_good, lambda *scores: min(scores) < LOW_RATE),
                 bands(is_good, lambda *scores: min(scores) < LOW_ACCURACY)),
            ),
            Misconception(
                "never-unclear",
                "Good or bad makes a clear report. But between the bands lies much of real life, and there the honest "
                "word is \"unclear\". Return it where neither band fits.",
                (bands(is_good, lambda *_: True), bands(lambda *scores: not is_bad(*scores), lambda *_: True)),
            ),
        ),
    ),
))
