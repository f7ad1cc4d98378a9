# verdict: passed

def best_epoch(train_loss, val_loss):
    return (print(len(val_loss)), torch.tensor(val_loss, dtype=torch.float64).min(dim=0).indices)[1]


which_curve = "validation"
