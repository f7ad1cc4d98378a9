# verdict: failed
# misconception: verdict-turned-around

def is_learning(losses, accuracy, n_classes):
    if losses[-1] < losses[0] and accuracy > 1 / n_classes:
        return False
    return True
