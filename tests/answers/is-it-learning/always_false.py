# verdict: failed
# misconception: never-learning

def is_learning(losses, accuracy, n_classes):
    return False
