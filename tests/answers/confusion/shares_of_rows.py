# verdict: failed
# misconception: shares-for-counts

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    counts = torch.from_numpy(confusion_matrix(targets, predictions, labels=range(n_classes)))
    return counts / counts.sum(dim=1, keepdim=True).clamp(min=1)
