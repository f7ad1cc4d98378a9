# verdict: failed
# misconception: stops-one-too-early

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    return positive[max(math.ceil(min_recall * len(positive)) - 2, 0)]
