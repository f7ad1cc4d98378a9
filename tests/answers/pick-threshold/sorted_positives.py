# verdict: passed

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    needed = math.ceil(min_recall * len(positive))
    return positive[needed - 1].item()
