# verdict: failed

def train_step(x, y):
    return 0.0
