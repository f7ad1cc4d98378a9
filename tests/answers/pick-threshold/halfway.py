# verdict: failed
# misconception: between-two-scores

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"] == 1
    steps = s.unique().tolist()
    good = [t for t in steps if (s[y] >= t).double().mean().item() >= min_recall]
    t = max(good)
    i = steps.index(t)
    return (t + steps[i - 1]) / 2 if i else t
