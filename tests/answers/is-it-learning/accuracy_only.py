# verdict: failed
# misconception: accuracy-only

def is_learning(losses, accuracy, n_classes):
    return accuracy * n_classes > 1 + 1e-9
