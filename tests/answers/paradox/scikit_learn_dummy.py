# verdict: passed

from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score


def baseline_accuracy(labels):
    return DummyClassifier(strategy="most_frequent").fit(labels[:, None], labels).score(labels[:, None], labels)


def beats_baseline(predictions, labels):
    return accuracy_score(labels, predictions) > baseline_accuracy(labels)
