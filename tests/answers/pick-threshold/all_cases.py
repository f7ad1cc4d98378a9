# verdict: failed
# misconception: all-cases-for-positives

import math


def pick_threshold(scores, labels, min_recall):
    s = scores["validation"].sort(descending=True).values
    return s[math.ceil(min_recall * len(s)) - 1]
