# verdict: failed

def pick_threshold(scores, labels):
    return 0.5
