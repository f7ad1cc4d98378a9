# verdict: failed
# misconception: other-shape

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    return [positive[math.ceil(min_recall * len(positive)) - 1].item()]
