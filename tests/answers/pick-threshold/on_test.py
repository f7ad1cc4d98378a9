# verdict: failed
# misconception: chosen-on-test

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["test"][labels["test"] == 1].sort(descending=True).values
    return positive[math.ceil(min_recall * len(positive)) - 1].item()
