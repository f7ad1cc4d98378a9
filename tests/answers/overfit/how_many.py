# verdict: failed
# misconception: number-of-epochs
# points: 0.5

def best_epoch(train_loss, val_loss):
    return len(val_loss)


which_curve = "validation"
