# verdict: failed
# misconception: changes-its-input

def is_learning(losses, accuracy, n_classes):
    learning = losses[-1] < losses[0] and accuracy > 1 / n_classes
    losses.sort()
    return learning
