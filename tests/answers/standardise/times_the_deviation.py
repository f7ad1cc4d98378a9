# verdict: failed
# misconception: multiplied-by-the-deviation

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (train - mean) * std, (test - mean) * std
