# verdict: failed
# misconception: returns-nothing
# points: 0.5

def best_epoch(train_loss, val_loss):
    return None


which_curve = "validation"
