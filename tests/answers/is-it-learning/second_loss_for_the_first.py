# verdict: failed
# misconception: second-for-first

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[1] and accuracy > 1 / n_classes
