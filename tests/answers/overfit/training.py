# verdict: failed
# misconception: lowest-training-loss
# points: 0.5

def best_epoch(train_loss, val_loss):
    return train_loss.index(min(train_loss))


which_curve = "validation"
