# verdict: failed
# misconception: step-of-a-grid

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"] == 1
    steps = [i / 100 for i in range(1, 100)]
    return max((t for t in steps if (s[y] >= t).double().mean().item() >= min_recall), default=0.0)
