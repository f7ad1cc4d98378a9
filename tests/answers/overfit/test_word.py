# verdict: failed
# misconception: test-curve
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.index(min(val_loss))


which_curve = "test"
