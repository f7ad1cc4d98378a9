# verdict: failed
# misconception: mean-of-whole-numbers

def baseline_accuracy(labels):
    return (labels == labels.mode().values).long().mean().item()


def beats_baseline(predictions, labels):
    return (predictions == labels).double().mean().item() > baseline_accuracy(labels)
