# verdict: failed
# misconception: last-must-be-the-lowest

def is_learning(losses, accuracy, n_classes):
    return losses[-1] == min(losses) and accuracy > 1 / n_classes
