# verdict: failed
# misconception: small-loss

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < 0.5 and accuracy > 1 / n_classes
