# verdict: failed
# misconception: returns-nothing

def pick_threshold(scores, labels, min_recall):
    threshold = scores["validation"][labels["validation"] == 1].min()
