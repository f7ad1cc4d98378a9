# verdict: failed
# misconception: lowest-threshold

def pick_threshold(scores, labels, min_recall):
    return 0
