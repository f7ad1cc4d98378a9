# verdict: failed
# misconception: counted-from-1
# points: 0.5

def best_epoch(train_loss, val_loss):
    return val_loss.index(min(val_loss)) + 1


which_curve = "validation"
