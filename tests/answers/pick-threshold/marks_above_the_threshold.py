# verdict: failed
# misconception: goes-one-too-far

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    for threshold in s.unique().flip(0):
        if ((s > threshold) & (y == 1)).sum() / (y == 1).sum() >= min_recall:
            return threshold
    return s.min()
