# verdict: passed

def best_epoch(train_loss, val_loss):
    return val_loss.index(min(val_loss))


which_curve = "Validation"
