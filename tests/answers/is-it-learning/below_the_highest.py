# verdict: failed
# misconception: below-the-highest

def is_learning(losses, accuracy, n_classes):
    return max(losses) > losses[-1] and accuracy > 1 / n_classes
