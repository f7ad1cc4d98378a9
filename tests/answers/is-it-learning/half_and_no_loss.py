# verdict: failed
# misconception: chance-is-always-half

def is_learning(losses, accuracy, n_classes):
    return accuracy > 0.5
