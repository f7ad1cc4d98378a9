# verdict: failed
# misconception: first-two-losses

def is_learning(losses, accuracy, n_classes):
    return losses[1] < losses[0] and accuracy > 1 / n_classes
