# verdict: failed
# misconception: below-the-average

def is_learning(losses, accuracy, n_classes):
    return sum(losses) / len(losses) > losses[-1] and accuracy > 1 / n_classes
