# verdict: failed
# misconception: verdict-as-text

def is_learning(losses, accuracy, n_classes):
    return str(losses[-1] < losses[0] and accuracy > 1 / n_classes)
