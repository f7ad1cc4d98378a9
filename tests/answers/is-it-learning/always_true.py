# verdict: failed

def is_learning(losses, accuracy, n_classes):
    return True
