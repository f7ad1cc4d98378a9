# verdict: passed

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    k = max(math.ceil(min_recall * len(positive)), 1)
    return positive[k - 1].item()
