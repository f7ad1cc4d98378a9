# verdict: failed
# misconception: per-row

def standardise(train, test):
    mean, std = train.mean(dim=1), train.std(dim=1)
    return (train - mean) / std, (test - mean) / std
