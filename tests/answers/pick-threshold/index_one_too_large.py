# verdict: failed
# misconception: goes-one-too-far

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    return positive[min(math.ceil(min_recall * len(positive)), len(positive) - 1)]
