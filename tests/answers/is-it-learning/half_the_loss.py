# verdict: failed
# misconception: must-fall-by-much

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] / 2 and accuracy > 1 / n_classes
