# verdict: failed
# misconception: one-mean-for-all-columns

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std()
    return (train - mean) / std, (test - mean) / std
