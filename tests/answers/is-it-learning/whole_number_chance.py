# verdict: failed
# misconception: whole-number-chance

def is_learning(losses, accuracy, n_classes):
    chance = 1 // n_classes
    return losses[-1] < losses[0] and accuracy > chance
