# verdict: failed
# misconception: from-the-wrong-end

import math


def pick_threshold(scores, labels, min_recall):
    positive = scores["validation"][labels["validation"] == 1].sort().values
    return positive[math.ceil(min_recall * len(positive)) - 1]
