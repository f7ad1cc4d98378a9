# verdict: failed
# misconception: prints-instead

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort(descending=True).values
    print(positive[math.ceil(min_recall * len(positive)) - 1])
