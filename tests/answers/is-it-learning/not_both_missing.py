# verdict: failed
# misconception: either-for-both

def is_learning(losses, accuracy, n_classes):
    flat_or_rising = losses[-1] >= losses[0]
    guessing = accuracy * n_classes <= 1 + 1e-9
    return not (flat_or_rising and guessing)
