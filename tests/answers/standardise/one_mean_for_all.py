# verdict: failed
# misconception: one-mean-for-all-columns

def standardise(train, test):
    mean, std = train.mean(), train.std()
    return (train - mean) / std, (test - mean) / std
