# verdict: failed
# misconception: not-one-of-the-three-words
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.index(min(val_loss))


which_curve = "val"
