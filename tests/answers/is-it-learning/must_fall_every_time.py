# verdict: failed
# misconception: must-fall-at-every-step

def is_learning(losses, accuracy, n_classes):
    for i in range(1, len(losses)):
        if losses[i] >= losses[i - 1]:
            return False
    return accuracy > 1 / n_classes
