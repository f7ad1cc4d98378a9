# verdict: failed
# misconception: last-two-steps

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[-2] and accuracy > 1 / n_classes
