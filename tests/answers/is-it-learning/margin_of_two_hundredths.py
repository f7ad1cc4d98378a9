# verdict: failed
# misconception: margin-above-chance

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] and accuracy - 1 / n_classes > 0.02
