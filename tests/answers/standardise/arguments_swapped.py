# verdict: failed
# misconception: statistics-from-test

def standardise(test, train):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (train - mean) / std, (test - mean) / std
