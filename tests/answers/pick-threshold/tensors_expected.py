# verdict: failed

def pick_threshold(scores, labels, min_recall):
    return scores[labels == 1].min()
