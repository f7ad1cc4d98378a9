# verdict: failed
# misconception: recall-must-exceed

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    for threshold in s.sort(descending=True).values:
        if ((s >= threshold) & (y == 1)).sum() / (y == 1).sum() > min_recall:
            return threshold
    return s[y == 1].min()
