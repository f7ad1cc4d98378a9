# verdict: passed

def is_learning(losses, accuracy, n_classes):
    if losses[-1] >= losses[0]:
        return False
    elif accuracy <= 1 / n_classes:
        return False
    return True
