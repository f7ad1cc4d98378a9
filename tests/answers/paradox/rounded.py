# verdict: failed
# misconception: rounded

def baseline_accuracy(labels):
    return round(labels.bincount().max().item() / len(labels), 2)


def beats_baseline(predictions, labels):
    return round((predictions == labels).sum().item() / len(labels), 2) > baseline_accuracy(labels)
