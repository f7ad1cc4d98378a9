# verdict: failed
# misconception: two-verdicts-for-one

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0], accuracy > 1 / n_classes
