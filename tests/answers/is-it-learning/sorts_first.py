# verdict: failed
# misconception: smallest-against-largest

def is_learning(losses, accuracy, n_classes):
    losses.sort()
    return losses[0] < losses[-1] and accuracy > 1 / n_classes
