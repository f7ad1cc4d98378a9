# verdict: failed
# misconception: always-learning

def is_learning(losses, accuracy, n_classes):
    return True
