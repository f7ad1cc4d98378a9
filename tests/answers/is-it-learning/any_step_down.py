# verdict: failed
# misconception: some-step-falls

def is_learning(losses, accuracy, n_classes):
    for a, b in zip(losses, losses[1:]):
        if b < a and accuracy > 1 / n_classes:
            return True
    return False
