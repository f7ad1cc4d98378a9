# verdict: failed
# misconception: changes-its-input

import math


def pick_threshold(scores, labels, min_recall):
    scores.pop("test")
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    return positive[math.ceil(min_recall * len(positive)) - 1].item()
