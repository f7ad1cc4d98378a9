# verdict: failed
# misconception: splits-swapped

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (test - mean) / std, (train - mean) / std
