# verdict: failed
# misconception: fixed-threshold

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] and accuracy > 0.1
