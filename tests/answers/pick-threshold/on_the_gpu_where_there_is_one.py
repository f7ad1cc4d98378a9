# verdict: passed

import math

from course.device import best_device


def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"].to(best_device()), labels["validation"].to(best_device())
    positive = s[y == 1]
    return positive.topk(math.ceil(min_recall * len(positive))).values.min()
