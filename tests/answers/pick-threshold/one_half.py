# verdict: failed
# misconception: one-half

def pick_threshold(scores, labels, min_recall):
    return 0.5
