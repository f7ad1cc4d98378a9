# verdict: passed

def standardise(train, test):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, test = train.to(device), test.to(device)
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (train - mean) / std, (test - mean) / std
