# verdict: failed
# misconception: all-found

def pick_threshold(scores, labels, min_recall):
    return scores["validation"][labels["validation"] == 1].min().item()
