# verdict: failed
# misconception: lowest-training-loss

def best_epoch(train_loss, val_loss):
    return train_loss.index(min(train_loss))


which_curve = "training"
