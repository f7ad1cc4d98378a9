# verdict: passed

from course.device import best_device


def baseline_accuracy(labels):
    return labels.to(best_device()).unique(return_counts=True)[1].max() / len(labels)


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean().to(best_device()) > baseline_accuracy(labels)
