# verdict: failed
# misconception: lowest-loss

def is_learning(losses, accuracy, n_classes):
    return min(losses) < losses[0] and accuracy > 1 / n_classes
