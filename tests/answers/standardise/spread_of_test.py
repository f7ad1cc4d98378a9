# verdict: failed
# misconception: half-of-the-statistics-from-test

def standardise(train, test):
    mean = train.mean(dim=0)
    return (train - mean) / train.std(dim=0), (test - mean) / test.std(dim=0)
