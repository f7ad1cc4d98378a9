# verdict: failed
# misconception: index-for-score

import math


def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    return math.ceil(min_recall * int((y == 1).sum())) - 1
