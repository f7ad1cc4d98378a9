# verdict: passed

def share(labels, k):
    print('class', int(k))
    return (labels == k).double().mean().item()


def baseline_accuracy(labels):
    return max(share(labels, k) for k in labels.unique())


def beats_baseline(predictions, labels):
    return bool((predictions == labels).double().mean() > baseline_accuracy(labels))
