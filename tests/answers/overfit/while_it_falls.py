# verdict: failed
# misconception: first-that-does-not-fall
# points: 0.5

def best_epoch(train_loss, val_loss):
    epoch = 0
    while epoch + 1 < len(val_loss) and val_loss[epoch + 1] < val_loss[epoch]:
        epoch += 1
    return epoch


which_curve = "validation"
