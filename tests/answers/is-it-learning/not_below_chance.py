# verdict: failed
# misconception: chance-counts-as-learning

def is_learning(losses, accuracy, n_classes):
    improved = losses[0] - losses[-1] > 0
    below_chance = accuracy < 1 / n_classes
    return improved and not below_chance
