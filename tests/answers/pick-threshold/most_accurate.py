# verdict: failed
# misconception: best-of-another-score

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"]
    return max(s.unique().tolist(), key=lambda threshold: (((s >= threshold) == (y == 1)).sum().item(), threshold))
