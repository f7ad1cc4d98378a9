# verdict: failed
# misconception: chosen-on-both

import math


def pick_threshold(scores, labels, min_recall):
    s, y = torch.cat(list(scores.values())), torch.cat(list(labels.values()))
    positive = s[y == 1].sort(descending=True).values
    return positive[math.ceil(min_recall * len(positive)) - 1].item()
