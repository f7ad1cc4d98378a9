# verdict: failed
# misconception: index-past-the-end

def is_learning(losses, accuracy, n_classes):
    n = len(losses)
    if losses[n] < losses[0] and accuracy > 1 / n_classes:
        return True
    else:
        return False
