# verdict: failed
# misconception: prints-instead

def is_learning(losses, accuracy, n_classes):
    print(losses[-1] < losses[0] and accuracy > 1 / n_classes)
