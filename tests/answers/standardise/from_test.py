# verdict: failed
# misconception: statistics-from-test

def standardise(train, test):
    mean, std = test.mean(dim=0), test.std(dim=0)
    return (train - mean) / std, (test - mean) / std
