# verdict: failed
# misconception: last-epoch
# points: 0.5

def best_epoch(train_loss, val_loss):
    return len(val_loss) - 1


which_curve = "validation"
