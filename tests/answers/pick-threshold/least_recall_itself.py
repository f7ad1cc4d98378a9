# verdict: failed
# misconception: recall-for-threshold

def pick_threshold(scores, labels, min_recall):
    return min_recall
