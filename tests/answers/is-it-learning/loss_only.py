# verdict: failed
# misconception: loss-only

def is_learning(losses, accuracy, n_classes):
    first, *_, last = losses
    return last < first
