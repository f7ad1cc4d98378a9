"""Ways to compute precision, recall and F1, right and wrong, for the key of `f1`."""
from __future__ import annotations

import math
from collections.abc import Callable

Divide = Callable[[float, float], float]
Three = tuple[float, float, float]
Join = Callable[[float, float, Divide], float]


def or_zero(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def or_nan(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def or_one(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def or_error(part: float, whole: float) -> float:
    return part / whole


def partly_guarded(*guarded: int, early: bool = False) -> Callable:
    """Return a way that looks for 0/0 at some of its three divisions; `early` returns three zeros there and then."""
    def precision_recall_f1(tp: int, fp: int, fn: int) -> Three:
        if early and any((tp + fp, tp + fn)[i] == 0 for i in guarded):
            return 0.0, 0.0, 0.0
        by = [or_zero if i in guarded else or_error for i in range(3)]
        precision, recall = by[0](tp, tp + fp), by[1](tp, tp + fn)
        return precision, recall, harmonic(precision, recall, by[2])
    return precision_recall_f1


def or_floor(part: float, whole: float) -> float:
    return part // whole if whole else 0.0


def harmonic(p: float, r: float, divide: Divide) -> float:
    return divide(2 * p * r, p + r)


def scores(
    join: Join = harmonic, share: Divide = or_zero, divide: Divide | None = None, swap: bool = False,
) -> Callable:
    """Return a way that takes its shares with `share` and joins precision and recall with `join` and `divide`."""
    def precision_recall_f1(tp: int, fp: int, fn: int) -> Three:
        precision, recall = share(tp, tp + fp), share(tp, tp + fn)
        f1 = join(precision, recall, divide or share)
        return (recall, precision, f1) if swap else (precision, recall, f1)
    return precision_recall_f1


def with_any_zero(join: Join = harmonic, swap: bool = False) -> tuple[Callable, ...]:
    """The same formula with each habit of treating 0/0."""
    return tuple(scores(join, share, divide, swap) for share, divide in (
        (or_zero, or_zero), (or_error, or_error), (or_nan, or_nan), (or_zero, or_error), (or_zero, or_nan)))


def over_everything(tp: int, fp: int, fn: int) -> Three:
    share = or_zero(tp, tp + fp + fn)
    return share, or_zero(tp, tp + fn), harmonic(share, or_zero(tp, tp + fn), or_zero)


def change_each(change: Callable[[float], float]) -> Callable:
    return lambda *counts: tuple(change(score) for score in scores()(*counts))


def f1_by(formula: Callable[[int, int, int, Divide], float]) -> tuple[Callable, ...]:
    """Ways whose F1 is computed from the counts, with zeros for 0/0 and without."""
    def way(divide: Divide) -> Callable:
        return lambda tp, fp, fn: (divide(tp, tp + fp), divide(tp, tp + fn), formula(tp, fp, fn, divide))
    return way(or_zero), way(or_error)


def shares_by(formula: Callable[[int, int], float], divide: Divide = or_zero) -> tuple[Callable, ...]:
    """Ways whose precision and recall come of `formula` of TP and the other count; nothing found is handled or not."""
    def bare(tp: int, fp: int, fn: int) -> Three:
        precision, recall = formula(tp, fp), formula(tp, fn)
        return precision, recall, harmonic(precision, recall, divide)
    return bare, lambda tp, fp, fn: bare(tp, fp, fn) if tp else (0.0, 0.0, 0.0)


def reordered(pick: Callable[[Three], tuple]) -> tuple[Callable, ...]:
    """Ways that return what they pick of the three scores, with zeros for 0/0 and without."""
    return tuple(lambda *counts, way=way: pick(way(*counts)) for way in (scores(), scores(share=or_error)))


def one_zero(tp: int, fp: int, fn: int) -> Three | float:
    return scores()(tp, fp, fn) if tp else 0.0


def none_if_any_zero(tp: int, fp: int, fn: int) -> Three:
    return (0.0, 0.0, 0.0) if 0 in (tp, fp, fn) else scores()(tp, fp, fn)


def guarded_by_the_errors(tp: int, fp: int, fn: int) -> Three:
    precision, recall = tp / (tp + fp) if fp else 0.0, tp / (tp + fn) if fn else 0.0
    return precision, recall, harmonic(precision, recall, or_zero)


def scores_of(which: int) -> Callable:
    """Return a way that gives precision (0) or recall (1) for both."""
    def way(tp: int, fp: int, fn: int) -> Three:
        share = scores()(tp, fp, fn)[which]
        return share, share, harmonic(share, share, or_zero)
    return way


def wrong_ones(divide: Divide, tp: int, fp: int, fn: int) -> Three:
    precision, recall = divide(fp, tp + fp), divide(fn, tp + fn)
    return precision, recall, harmonic(precision, recall, divide)
