# verdict: failed

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] and accuracy > (0.5 if n_classes == 2 else 0.1)
