# verdict: failed
# misconception: prints-instead
# points: 0.5

def best_epoch(train_loss, val_loss):
    return print(val_loss.index(min(val_loss)))


which_curve = "validation"
