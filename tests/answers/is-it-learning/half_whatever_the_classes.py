# verdict: failed
# misconception: chance-is-always-half

def is_learning(losses, accuracy, n_classes):
    better_than_a_coin = accuracy > 0.5
    return better_than_a_coin and (losses[0] - losses[-1]) > 0
