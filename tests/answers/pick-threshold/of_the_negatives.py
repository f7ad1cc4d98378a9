# verdict: failed
# misconception: negatives-for-positives

import math


def pick_threshold(scores, labels, min_recall):
    negative = scores["validation"][labels["validation"] == 0].sort(descending=True).values
    return negative[math.ceil(min_recall * len(negative)) - 1]
