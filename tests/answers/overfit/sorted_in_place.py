# verdict: failed
# misconception: changes-its-input
# points: 0.5

def best_epoch(train_loss, val_loss):
    return (val_loss.index(min(val_loss)), val_loss.sort())[0]


which_curve = "validation"
