"""The key of `averages`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from course.checking.key import Key, Misconception, Solution
from course.keys.metrics import scores as by
from course.keys.metrics.scores import (
    at_once,
    batch_by_batch,
    mean_of_batches,
    micro,
    of_some,
    weighted_by_predictions,
)
from course.questions.metrics.averages import AVERAGES

Known = tuple[str, str, Sequence[Callable]]
macro, weighted = by.macro_of(by.f1), by.weighted_of(by.f1)
MICRO, WEIGHTED_RECALL = at_once(micro), at_once(by.weighted_of(by.recall))

NO_MEAN = (
    "Averaging over batches works for a loss, so it looks safe. But a rare class is missing from most batches, and F1 "
    "is no mean over cases: not even weighting by size repairs it. Join all batches, and compute the score once."
)
SMALL_LAST = (
    "Averaging over batches looks safe. But the last batch is smaller, and each of its cases would count for more than "
    "the others. Join all batches, and compute the score once."
)
LEFT_OUT = (
    "0/0 has no value, so leaving that class out looks honest. But then a class that's never predicted, or never among "
    "the targets, drops out of the mean instead of pulling it down. Its F1 is 0, and it counts."
)


def shared(kind: str, own: by.Score, without_class_0: by.Score, overlap: by.Score, *also: by.Score) -> list[Known]:
    """Return what can go wrong with each of the three averages alike.

    Args:
        kind: "macro", "micro" or "weighted": each name begins with it.
        own: the average.
        without_class_0: the same without that class.
        overlap: the same of another score.
        also: what else the average may be of a single batch, in which classes are missing.
    """
    return [
        (f"{kind}-last-batch-only", "The loop leaves the last batch in your variables, so it's easily taken for all of "
         "them. Join all batches first.", tuple(of_some(one, slice(-1, None)) for one in (own, *also))),
        (f"{kind}-first-batch-only", "Only the first batch was counted. A `return` inside the loop does that, or "
         "`batches[0]`. Join all batches first.", tuple(of_some(one, slice(1)) for one in (own, *also))),
        (f"{kind}-last-batch-dropped", "The last, smaller batch is missing from your score. Its cases count like all "
         "others. Join all batches.", (of_some(own, slice(-1)),)),
        (f"{kind}-batches-added-up", "You added up the scores of the batches, and that grows with every batch. Even "
         "their mean wouldn't be the score of the whole. Join all batches, and compute the score once.",
         (batch_by_batch(own, sum),)),
        (f"{kind}-stacked", "`stack` (and a tensor made of lists) needs parts of equal size, and the last batch is "
         "smaller. Parts of any size are joined end to end by `torch.cat`.", by.STACKED),
        (f"{kind}-pairs-not-taken-apart", "`torch.cat` joins tensors, and each of your parts is a pair of them. Take "
         "the pairs apart first: all targets together, all predictions together. `zip(*batches)` does it.", by.PAIRS),
        (f"{kind}-batches-not-joined", "`zip(*batches)` gives you the targets, batch by batch, and the predictions "
         "likewise. `f1_score` wants one row of each. Join the batches with `torch.cat`.", by.NOT_JOINED),
        (f"{kind}-binary-by-default", "Without `average`, `f1_score` is for yes or no: it takes class 1 for \"yes\", "
         "and refuses more than two classes. Say which average you want.", (at_once(by.binary_by_default),)),
        (f"{kind}-class-0-left-out", "Class 0 isn't counted. In many tables 0 means \"nothing\", or \"negative\". Here "
         "it's a class like all others: classes go from 0 to `n_classes` − 1.", (at_once(without_class_0),)),
        (f"{kind}-in-percent", "The idea is right, but this is in percent. F1 goes from 0 to 1 here. Leave out the "
                               "100.",
         (at_once(lambda *given: 100 * own(*given)),)),
        (f"{kind}-two-forgotten", "This is exactly half of what's due. F1 is 2 × correct / (actual + predicted): a "
         "case that's classified correctly stands on both sides below the "
         "line.", (at_once(lambda *given: own(*given) / 2),)),
        (f"{kind}-rounded", "The idea is right. But you rounded, and two models that differ a little then look the "
         "same. Return the number as it is.", (at_once(lambda *given: round(own(*given), 2)),
                                  at_once(lambda *given: round(own(*given), 1)))),
        (f"{kind}-mistakes-for-score", "It's 1 minus the right number: the lower, the better. F1 counts the other way. "
         "Leave out the `1 -`.", (at_once(lambda *given: 1 - own(*given)),)),
        (f"{kind}-share-of-overlap", "Correct / (actual + predicted − correct) is the IoU of two sets (Jaccard's "
         "index), a relative of F1, and always smaller. F1 is 2 × correct / (actual + predicted).",
         (at_once(overlap),)),
    ]


def of_classes(kind: str, average: Callable[[by.PerClass], by.Score]) -> list[Known]:
    """Return what can go wrong with an average of the classes' F1."""
    return [
        (f"{kind}-precision-for-f1", "You averaged the classes' precision. F1 weighs it against recall: 2 × correct / "
         "(actual + predicted) for each class.", (at_once(average(by.precision)),)),
        (f"{kind}-mean-for-f1", "F1 isn't the plain mean of precision and recall: where one of them is low, F1 stays "
         "near it. For each class it's 2 × correct / (actual + predicted).", (at_once(average(by.arithmetic)),)),
        (f"{kind}-accuracy-for-f1", "For each class you counted how often \"this class or not\" is right. With several "
         "classes most cases are \"not\", so that's high for everybody. F1 leaves those out: 2 × correct / (actual + "
         "predicted).",
         (at_once(average(by.one_against_all)),)),
        (f"{kind}-f1-of-each-class", "These are the F1 of all the classes, one by one. What's due is a single number, "
         "their mean of this kind.", (at_once(by.f1),)),
    ]


def known(*rows: Known) -> tuple[Misconception, ...]:
    return tuple(Misconception(name, hint, tuple(ways)) for name, hint, ways in rows)


AVERAGES_KEY = Key(AVERAGES, (
    Solution(AVERAGES["macro_f1"], at_once(macro), known(
        ("micro-for-macro", "This is the accuracy, or micro F1: every case counts the same, so large classes decide. "
         "Macro counts every class the same, however rare. Take the plain mean of the classes' F1.", (MICRO,)),
        ("weighted-for-macro", "Weights by class size look fair to the cases. But then a rare class hardly counts, and "
         "macro is the average that lets it count. Take the plain mean of the classes' F1.", (at_once(weighted),)),
        ("macro-over-batches", NO_MEAN, tuple(mean_of_batches(by.macro_of(by.f1, among), by_size)
                                          for among in by.AMONG for by_size in (False, True))),
        ("f1-of-the-averages", "You averaged precision and recall over the classes first, and joined them afterward. "
         "The parts are right, but this order gives another number. Compute F1 for each class, then take the mean.",
         (at_once(by.f1_of_the_averages),)),
        ("macro-class-left-out", LEFT_OUT, tuple(at_once(by.macro_of(by.f1, among)) for among in by.AMONG[2:])),
        ("recall-for-f1", "You averaged the classes' recall, which is called balanced accuracy. F1 counts false "
         "alarms, too: 2 × correct / (actual + predicted) for each class.", (at_once(by.macro_of(by.recall)),)),
        ("sum-for-mean", "You added up the F1 of the classes. For a mean, divide by how many classes there are.",
         (at_once(lambda *given: by.f1(*given).sum().item()),)),
        *of_classes("macro", by.macro_of),
        *shared("macro", macro, by.macro_of(by.f1, by.but_the_first), by.macro_of(by.overlap),
                by.macro_of(by.f1, by.present)),
    ), atol=1e-4),
    Solution(AVERAGES["micro_f1"], MICRO, known(
        ("macro-for-micro", "This counts every class the same, which is what macro means. Micro counts every case the "
         "same: add up the hits and the mistakes of all classes first, then compute one F1.", (at_once(macro),)),
        ("weighted-for-micro", "Weighting by class size also lets large classes decide, so the two are close. But "
         "micro needs no F1 of a class at all: add up the counts of all classes, then compute one "
         "F1.", (at_once(weighted),)),
        ("micro-over-batches", SMALL_LAST, (mean_of_batches(micro),)),
        ("micro-f1-of-each-class", "These are the F1 of all the classes, one by one. Micro adds up the counts of all "
         "classes, then computes a single F1.", (at_once(by.f1),)),
        ("hits-for-share", "That's how many cases are right. F1 is a share: divide by how many cases there are.",
         (at_once(lambda targets, says, n_classes: int((targets == says).sum())),)),
        *shared("micro", micro, by.micro_without_class_0, by.micro_overlap),
    ), atol=1e-4),
    Solution(AVERAGES["weighted_f1"], at_once(weighted), known(
        ("macro-for-weighted", "The plain mean counts every class the same. Weighted means: by how many cases the "
         "class has. Multiply each F1 by the class's number of actual cases, add up, divide by the number of all "
         "cases.",
         (at_once(macro),)),
        ("micro-for-weighted", "This is the accuracy: micro F1, and recall weighted by class size is the same number. "
         "Weighted F1 is a mean of the classes' F1. Compute each of them, and weight it by the class's actual cases.",
         (MICRO, WEIGHTED_RECALL)),
        ("weighted-by-predictions", "Your weights say how often each class is predicted. Perhaps the pairs were "
         "unpacked the wrong way: targets come first. A model mustn't choose its own weights: count the targets.",
         (at_once(weighted_by_predictions),)),
        ("rare-classes-weighted-up", "Weighting rare classes up is an idea for a loss. \"Weighted F1\" is the other "
         "way: a class counts by how many actual cases it has.", (at_once(by.weighted_by_rarity),)),
        ("weights-not-divided", "The weights are right, but for a mean they must sum to 1. Divide by the number of all "
         "cases, not by the number of classes.", (at_once(by.weighted_sum), at_once(by.weighted_sum_by_classes))),
        ("weighted-over-batches", NO_MEAN, (mean_of_batches(weighted), mean_of_batches(weighted, by_size=True))),
        ("weighted-class-left-out", LEFT_OUT, (at_once(by.weighted_of(by.f1, by.ever_predicted)),)),
        *of_classes("weighted", by.weighted_of),
        *shared("weighted", weighted, by.weighted_of(by.f1, by.but_the_first), by.weighted_of(by.overlap)),
    ), atol=1e-4),
))
