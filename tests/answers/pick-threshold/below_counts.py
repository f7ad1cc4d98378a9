# verdict: failed
# misconception: highest-of-all

def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"], labels["validation"] == 1
    good = [t for t in s.tolist() if (s[y] <= t).double().mean().item() >= min_recall]
    return max(good)
