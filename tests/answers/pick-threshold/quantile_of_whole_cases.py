# verdict: passed

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1]
    needed = math.ceil(min_recall * len(positive))
    return positive.kthvalue(len(positive) - needed + 1).values
