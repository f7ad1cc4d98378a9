# verdict: passed

def best_epoch(train_loss, val_loss):
    return min(range(len(val_loss)), key=val_loss.__getitem__)


which_curve = " Validation "
