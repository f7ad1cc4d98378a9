# verdict: failed
# misconception: recall-for-threshold

import math


def pick_threshold(scores, labels, min_recall):
    n = int(labels["validation"].sum())
    return math.ceil(min_recall * n) / n
