# verdict: failed
# misconception: first-rise
# points: 0.5

def best_epoch(train_loss, val_loss):
    for epoch in range(1, len(val_loss)):
        if val_loss[epoch] > val_loss[epoch - 1]:
            return epoch - 1
    return len(val_loss) - 1


which_curve = "validation"
