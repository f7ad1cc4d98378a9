# verdict: failed
# misconception: number-of-the-lesson

def baseline_accuracy(labels):
    return 0.90


def beats_baseline(predictions, labels):
    return (predictions == labels).float().mean() > baseline_accuracy(labels)
