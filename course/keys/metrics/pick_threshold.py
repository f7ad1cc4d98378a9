"""The key of `pick-threshold`."""
from __future__ import annotations

import math
from collections.abc import Sequence

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.keys.metrics.drawings import draw_scores
from course.keys.metrics.picks import (
    Way,
    accuracy,
    among_all,
    best_by,
    between,
    choose,
    everybody,
    exchanged,
    f1,
    first_where,
    fixed,
    from_below,
    highest,
    index_of,
    neighbor,
    of_rank,
    of_steps,
    on_validation,
    one_longer,
    one_longer_in_torch,
    pick_threshold,
    positives,
    precision_is_enough,
    quantile,
    rank,
    recall_above_is_enough,
    recall_exceeds,
    recall_there,
    share_of_all_is_enough,
    strictly_above,
)
from course.questions.metrics.pick_threshold import PICK_THRESHOLD, Splits

HINTS: dict[str, tuple[str, Sequence[Way]]] = {
    "one-half": (
        "0.5 is where a probability tips, and every library starts there. But the goal is a recall, and the scores "
        "decide at which threshold it's reached. Go down through the scores until enough positives are found.",
        (lambda scores, labels, least: 0.5,),
    ),
    "chosen-on-test": (
        "You chose on the test split. It's meant to say how the threshold does on cases that took no part in the "
        "choice, and it can't do that now. Choose on `\"validation\"`.",
        (choose(highest, "test"),),
    ),
    "chosen-on-both": (
        "More cases make a steadier choice. But now the test split took part in it, so it can't judge it anymore. "
        "Choose on `\"validation\"` alone.",
        (choose(highest, "validation", "test"),),
    ),
    "stops-one-too-early": (
        "You're one case away: the recall at your threshold is still below `min_recall` in some cases. Rounding down, "
        "or an index that's off by one, does that. Compute the recall at your threshold, and go on to the first that's "
        "enough.",
        on_validation(of_rank(lambda least, n: math.floor(least * n)), of_rank(lambda least, n: round(least * n)),
                      of_rank(lambda least, n: rank(least, n) - 1), neighbor(-1)),
    ),
    "recall-must-exceed": (
        "At least `min_recall` may be exactly that: with 3 of 4 found, 0.75 is reached. You asked for more than "
        "that, which takes a lower threshold, and there's none where all must be found. Which comparison includes "
        "equality?",
        on_validation(of_rank(strictly_above), *first_where(recall_exceeds)),
    ),
    "goes-one-too-far": (
        "The recall is reached, but a higher threshold reaches it, too. Two things do that: not counting the case at "
        "the threshold (`>` for `>=`), or an index that's off by one. Take the first that's enough.",
        on_validation(of_rank(lambda least, n: rank(least, n) + 1), neighbor(1), *first_where(recall_above_is_enough)),
    ),
    "all-found": (
        "That's the lowest score of a positive: here the last of them is found. You only need `min_recall` of them, "
        "and a higher threshold gives fewer false alarms.",
        on_validation(of_rank(lambda least, n: n)),
    ),
    "lowest-threshold": (
        "At the lowest threshold all are found, so the recall is reached. But everything else is marked, too. Of all "
        "the thresholds that reach it, take the highest. (Thresholds of scikit-learn's curves go up, and recall goes "
        "down.)",
        (*on_validation(lambda scores, labels, least: scores.min().item()), lambda scores, labels, least: 0.0),
    ),
    "highest-of-all": (
        "That's the highest score of all. At that threshold at most one or two cases are marked. (Did you count the "
        "scores below it as positive?) Go down from there until enough positives are found.",
        on_validation(lambda scores, labels, least: scores.max().item()),
    ),
    "from-the-wrong-end": (
        "You counted from the lowest score up. A case is called positive at the threshold or above, so the positives "
        "with the highest scores are found first. Count from the top down.",
        on_validation(from_below(rank, positives), from_below(lambda least, n: math.floor(least * n) + 1, positives),
                      quantile(lambda least: least)),
    ),
    "divided-by-all-cases": (
        "You divided the positives that are found by all cases. That share stays far below the recall, and often "
        "never gets to `min_recall`. Recall asks: of the positives that are there, how many are found?",
        on_validation(*first_where(share_of_all_is_enough)),
    ),
    "all-cases-for-positives": (
        "Going from a share to a place in the sorted scores is right. But recall is about the positives only: of those "
        "that are there, how many are found? Leave out the scores of the negatives.",
        on_validation(*map(among_all, (rank, lambda least, n: math.floor(least * n), lambda least, n: round(least * n),
                                       strictly_above)),
                      from_below(rank, everybody), quantile(lambda least: 1 - least, everybody),
                      quantile(lambda least: least, everybody)),
    ),
    "negatives-for-positives": (
        "You looked at the negatives' scores, label 0. Recall is about the positives: of the cases with label 1, how "
        "many have a score at the threshold or above?",
        on_validation(lambda scores, labels, least: highest(scores, 1 - labels, least)),
    ),
    "precision-for-recall": (
        "You asked whether the precision is high enough: of the cases that are marked, how many are positive. The "
        "goal is that few are missed. (`precision_recall_curve` returns precisions first, then recalls.)",
        on_validation(*first_where(precision_is_enough), *first_where(precision_is_enough, lowest=True)),
    ),
    "step-of-a-grid": (
        "Even steps find enough, and they were fine for a cost. But a score between two steps is a higher threshold "
        "that finds as many. Try the scores themselves, from the highest down.",
        on_validation(*map(of_steps, (100, 20, 10, 1000))),
    ),
    "interpolated-quantile": (
        "A quantile of the positives' scores is nearly it. But it may lie between two scores, or a case away, since it "
        "interpolates. Take the score of the case itself.",
        on_validation(quantile(lambda least: 1 - least)),
    ),
    "between-two-scores": (
        "You found the place, but this is the middle between two scores. The question asks for one of the scores, the "
        "highest at which the recall is reached.",
        on_validation(between(1), between(-1)),
    ),
    "index-for-score": (
        "That's a place in a list, not a threshold. Take the score that stands there.",
        on_validation(index_of(lambda scores: scores), index_of(lambda scores: scores.unique()),
                      index_of(lambda scores: scores.sort(descending=True).values),
                      lambda scores, labels, least: rank(least, int((labels == 1).sum())),
                      lambda scores, labels, least: rank(least, int((labels == 1).sum())) - 1),
    ),
    "recall-for-threshold": (
        "Recall and threshold both go from 0 to 1, and that's all they share. One is counted, the other is a score. "
        "Return the score from which on a case is called positive.",
        (lambda scores, labels, least: least, lambda scores, labels, least: 1 - least, *on_validation(recall_there)),
    ),
    "another-recall": (
        "Your answer is right for a recall of 90%, the goal in the lesson. But how much is wanted comes in as "
        "`min_recall`. Use it in place of your own number.",
        on_validation(fixed(0.9)),
    ),
    "best-of-another-score": (
        "That threshold is the best by another score: F1, accuracy, or recall minus the false positive rate. They're "
        "fine where both mistakes matter. Here a recall is asked for: take the highest threshold that reaches it.",
        on_validation(f1, accuracy, best_by(lambda hits, misses, false: hits / (hits + misses) - false)),
    ),
    "curve-arguments-exchanged": (
        "\"Continuous\" is what scikit-learn calls numbers with a decimal point, and it expected labels there. In all "
        "of its metrics the labels come first, then what the model says.",
        on_validation(exchanged),
    ),
    "curve-is-one-longer": (
        "Precisions and recalls have one entry more than the thresholds: the last one belongs to no threshold. Leave "
        "that one out, then entries i belong together.",
        on_validation(one_longer, one_longer_in_torch),
    ),
}


def draw(arguments: tuple[Splits, Splits, float], came: Fact) -> str:
    """Return the validation split with the threshold that came and the right one."""
    scores, labels, least = arguments
    came_as = numeric(came)
    yours = came_as.item() if came_as is not None and came_as.numel() == 1 and came_as.isfinite().all() else None
    given = scores["validation"], labels["validation"]
    return draw_scores(*given, yours, highest(*given, least))


PICK_THRESHOLD_KEY = Key(PICK_THRESHOLD, (
    Solution(
        PICK_THRESHOLD["pick_threshold"], pick_threshold,
        tuple(Misconception(name, hint, tuple(ways)) for name, (hint, ways) in HINTS.items()), picture=draw,
    ),
))
