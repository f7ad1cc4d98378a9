# verdict: failed
# misconception: averages-compared

from statistics import mean


def is_learning(losses, accuracy, n_classes):
    half = len(losses) // 2
    return mean(losses[half:]) < mean(losses[:half]) and accuracy * n_classes > 1.0001
