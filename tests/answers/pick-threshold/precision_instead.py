# verdict: failed
# misconception: precision-for-recall

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    for threshold in s.unique().flip(0):
        if ((s >= threshold) & (y == 1)).sum() / (s >= threshold).sum() >= min_recall:
            return threshold
    return s.min()
