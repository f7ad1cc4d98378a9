# verdict: failed
# misconception: either-for-both

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] or accuracy > 1 / n_classes
