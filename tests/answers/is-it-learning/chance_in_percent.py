# verdict: failed
# misconception: never-learning

def is_learning(losses, accuracy, n_classes):
    return losses[-1] < losses[0] and accuracy > 100 / n_classes
