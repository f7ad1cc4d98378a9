# verdict: failed
# misconception: divided-by-all-cases

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    for t in s.sort(descending=True).values:
        if ((s >= t) & (y == 1)).sum() / len(y) >= min_recall:
            return t.item()
    return s.min().item()
