# verdict: passed

def is_learning(losses, accuracy, n_classes):
    chance = 1 / n_classes
    if losses[0] > losses[-1]:
        if accuracy > chance:
            print("it learns")
            return 1
    return 0
