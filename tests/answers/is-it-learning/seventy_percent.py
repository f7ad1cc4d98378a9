# verdict: failed
# misconception: good-score-for-chance

GOOD = 0.70


def is_learning(losses, accuracy, n_classes):
    if losses[0] <= losses[-1]:
        return False
    return accuracy >= GOOD
