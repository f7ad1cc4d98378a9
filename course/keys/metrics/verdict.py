"""The key of `verdict`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from course.checking.key import Key, Misconception, Solution
from course.questions.metrics.verdict import VERDICT

GOOD, LOW_ACCURACY, LOW_RATE = 0.80, 0.60, 0.50
Way = Callable[[float, float, float], object]
Band = Callable[[float, float, float], bool]


def verdict(accuracy: float, precision: float, recall: float) -> str:
    return bands(is_good, is_bad)(accuracy, precision, recall)


def is_good(accuracy: float, precision: float, recall: float) -> bool:
    return accuracy > GOOD and precision > GOOD and recall > GOOD


def is_bad(accuracy: float, precision: float, recall: float) -> bool:
    return accuracy < LOW_ACCURACY or precision < LOW_RATE or recall < LOW_RATE


def bands(good: Band, bad: Band) -> Way:
    """Return a way that asks for good first, then for bad."""
    return lambda *scores: "good" if good(*scores) else "bad" if bad(*scores) else "unclear"


def bad_first(good: Band, bad: Band) -> Way:
    return lambda *scores: "bad" if bad(*scores) else "good" if good(*scores) else "unclear"


def one_number(score: Callable[..., float], low: float) -> Way:
    return bands(lambda *scores: score(*scores) > GOOD, lambda *scores: score(*scores) < low)


def of_limits(good: Sequence[float], bad: Sequence[float]) -> Way:
    """Return a way with other limits, for accuracy, precision and recall."""
    return bands(lambda *scores: all(score > limit for score, limit in zip(scores, good)),
                 lambda *scores: any(score < limit for score, limit in zip(scores, bad)))


def within(good: Sequence[bool], bad: Sequence[bool]) -> Way:
    """Return a way in which some of the limits count as inside, for accuracy, precision and recall."""
    return bands(
        lambda *scores: all(score >= GOOD if counts else score > GOOD for score, counts in zip(scores, good)),
        lambda *scores: any(score <= limit if counts else score < limit
                            for score, limit, counts in zip(scores, (LOW_ACCURACY, LOW_RATE, LOW_RATE), bad)))


def asking(good: str, bad: str) -> Way:
    """Return a way that asks only some of the numbers, named by their first letters, for good and for bad."""
    return bands(lambda *scores: is_good(*(score if name in good else 1 for name, score in zip("apr", scores))),
                 lambda *scores: is_bad(*(score if name in bad else 1 for name, score in zip("apr", scores))))


def joined(join: Callable[[float, float], float]) -> Way:
    """Return a way that makes one number of precision and recall."""
    return lambda a, p, r: verdict(a, join(p, r), join(p, r))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


def renamed(**words: str | None) -> Way:
    return lambda *scores: words[verdict(*scores)]


def rounded(digits: int) -> Way:
    return lambda *scores: verdict(*(round(score, digits) for score in scores))


ALL, NONE = (True,) * 3, (False,) * 3
PARTS = (True, False, False), (False, True, False), (False, False, True), (False, True, True)
OK = (GOOD, GOOD, GOOD), (LOW_ACCURACY, LOW_RATE, LOW_RATE)

HINTS: dict[str, tuple[str, Sequence[Way]]] = {
    "accuracy-alone": (
        "The accuracy is the number that everybody quotes. But 0.98 with a recall of 0.12 is a model that misses "
        "nearly all it's there for. Ask all three numbers.",
        (one_number(lambda accuracy, *_: accuracy, LOW_ACCURACY), one_number(lambda accuracy, *_: accuracy, LOW_RATE),
         bands(lambda accuracy, *_: accuracy > GOOD, lambda *_: True)),
    ),
    "recall-ignored": (
        "Accuracy and precision are asked, recall isn't. A model that says yes only once, and correctly, has a "
        "precision of 1. Ask the recall, too, in both bands.",
        (asking("ap", "ap"),),
    ),
    "precision-ignored": (
        "Accuracy and recall are asked, precision isn't. A model that always says yes has a recall of 1. Ask the "
        "precision, too, in both bands.",
        (asking("ar", "ar"),),
    ),
    "accuracy-ignored": (
        "Precision and recall tell most. But they're those of one class, and both bands ask for the accuracy, too. "
        "Compare all three.",
        (asking("pr", "pr"),),
    ),
    "not-asked-for-good": (
        "For \"good\" not all three numbers are compared with 0.80. In Python, `precision and recall > 0.80` compares "
        "only the last one. Write a comparison for each.",
        tuple(asking(good, "apr") for good in ("ap", "ar", "pr", "a", "p", "r")),
    ),
    "not-asked-for-bad": (
        "For \"bad\" not all three numbers are compared with their limits. In Python, `(precision or recall) < 0.50` "
        "compares only one of them. Write a comparison for each.",
        tuple(asking("apr", bad) for bad in ("ap", "ar", "pr", "a", "p", "r")),
    ),
    "accuracy-overrules": (
        "A good accuracy keeps your verdict from being \"bad\", whatever the others say. But one bad number is enough: "
        "98% accuracy with 12% recall is bad. Ask for \"bad\" independently of the accuracy.",
        (lambda a, p, r: ("good" if p > GOOD and r > GOOD else "unclear") if a > GOOD else verdict(a, p, r),),
    ),
    "mean-of-the-numbers": (
        "A mean makes one number of several, and lets a high one make up for a low one: precision 0.98 and recall 0.12 "
        "have a mean of 0.55. Compare each number by itself.",
        (*(one_number(lambda *scores: sum(scores) / 3, low) for low in (LOW_ACCURACY, LOW_RATE)),
         joined(lambda p, r: (p + r) / 2)),
    ),
    "f1-for-both": (
        "F1 falls with precision and with recall, but not as far as the lower of the two. The bands ask for both, each "
        "by itself, and for the accuracy. Write a comparison for each.",
        (*(one_number(lambda a, p, r: f1(p, r), low) for low in (LOW_RATE, LOW_ACCURACY)), joined(f1)),
    ),
    "one-good-number-is-enough": (
        "Each good number is a good sign. But the band says all: a high one can't make up for another. Join the "
        "conditions for \"good\" with `and`.",
        tuple(order(good, is_bad) for order in (bands, bad_first) for good in (
            lambda *scores: max(scores) > GOOD, lambda a, p, r: a > GOOD or (p > GOOD and r > GOOD),
            lambda a, p, r: a > GOOD and (p > GOOD or r > GOOD), lambda a, p, r: p > GOOD or r > GOOD,
            lambda a, p, r: (a > GOOD and p > GOOD) or r > GOOD)) + (joined(max),),
    ),
    "bad-only-if-several-are-bad": (
        "Several bad numbers are surely bad. But one is enough: nothing makes up for a recall of 0.12. Join the "
        "conditions for \"bad\" with `or`.",
        (bands(is_good, lambda a, p, r: a < LOW_ACCURACY and p < LOW_RATE and r < LOW_RATE),
         bands(is_good, lambda a, p, r: a < LOW_ACCURACY and (p < LOW_RATE or r < LOW_RATE)),
         bands(is_good, lambda a, p, r: a < LOW_ACCURACY or (p < LOW_RATE and r < LOW_RATE)),
         bands(is_good, lambda a, p, r: p < LOW_RATE and r < LOW_RATE)),
    ),
    "limit-counts-as-inside": (
        "You may read a number right at a limit either way. The table says above 0.80, and below 0.60 or 0.50, so a "
        "number at the limit is in neither band. Use `>` and `<`.",
        tuple(within(good, bad) for good in (NONE, ALL, *PARTS) for bad in (NONE, ALL, *PARTS) if any(good + bad)),
    ),
    "one-limit-for-all": (
        "The same lower limit for all three is easy to remember. But the table has two: the accuracy is bad below "
        "0.60, precision and recall are bad below 0.50. Use both.",
        (of_limits(OK[0], (LOW_RATE,) * 3), of_limits(OK[0], (LOW_ACCURACY,) * 3)),
    ),
    "limits-exchanged": (
        "The two lower limits are there, but at the wrong numbers (or the three scores came in another order). 0.60 "
        "belongs to the accuracy, 0.50 to precision and recall.",
        (of_limits(OK[0], (LOW_RATE, LOW_ACCURACY, LOW_ACCURACY)), of_limits(OK[0], (LOW_RATE, LOW_ACCURACY, LOW_RATE)),
         of_limits(OK[0], (LOW_RATE, LOW_RATE, LOW_ACCURACY))),
    ),
    "limit-too-low-for-good": (
        "Some of your limits for \"good\" are below 0.80. Lesson 4 had other bands, and so have other tasks. In this "
        "table good begins above 0.80, for all three.",
        tuple(of_limits(good, OK[1]) for limit in (0.75, 0.70, 0.60) for good in (
            (limit,) * 3, (GOOD, limit, limit), (limit, GOOD, GOOD), (GOOD, limit, GOOD), (GOOD, GOOD, limit))),
    ),
    "limit-too-high-for-good": (
        "Your limit for \"good\" is above 0.80. In this table good begins right above 0.80, for all three.",
        tuple(of_limits((limit,) * 3, OK[1]) for limit in (0.85, 0.90, 0.95)),
    ),
    "rounded-first": (
        "You rounded before you compared, and then 0.801 is no longer above 0.80, nor 0.499 below 0.50. Compare the "
        "numbers as they are.",
        (rounded(2), rounded(1)),
    ),
    "all-bad": (
        "Every input comes out bad. Do you compare with 80, 60 and 50? The numbers go from 0 to 1, so the limits are "
        "0.80, 0.60 and 0.50.",
        (lambda *scores: "bad",),
    ),
    "never-unclear": (
        "Whatever isn't good is bad for you, or the other way around. Between the bands the honest word is "
        "\"unclear\". (And `precision or recall < 0.50` is nearly always true: it only asks whether precision isn't "
        "0.)",
        (bands(is_good, lambda *_: True), bands(lambda *scores: not is_bad(*scores), lambda *_: True)),
    ),
    "nothing-in-between": (
        "Good and bad come out right. For what's neither, nothing comes back: your last `return` is missing, or it's "
        "inside an `if`. Return \"unclear\" there.",
        (renamed(good="good", bad="bad", unclear=None),),
    ),
    "another-word": (
        "The bands are right. But where the table says \"unclear\", you return another word. Whoever reads your "
        "verdicts looks for that one.",
        tuple(renamed(good="good", bad="bad", unclear=word) for word in (
            "medium", "ok", "okay", "neutral", "uncertain", "average", "mixed", "undecided", "unknown", "not clear", "",
            "everything else", "neither", "so-so")),
    ),
    "words-exchanged": (
        "The bands are right, but two of the words have changed places. Follow one of the inputs through your `if`s.",
        (renamed(good="bad", bad="good", unclear="unclear"), renamed(good="good", bad="unclear", unclear="bad"),
         renamed(good="unclear", bad="bad", unclear="good")),
    ),
}

VERDICT_KEY = Key(VERDICT, (
    Solution(VERDICT["verdict"], verdict,
             tuple(Misconception(name, hint, tuple(ways)) for name, (hint, ways) in HINTS.items())),
))
