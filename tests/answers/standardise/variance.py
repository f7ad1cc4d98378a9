# verdict: failed
# misconception: divided-by-variance

def standardise(train, test):
    mean, variance = train.mean(dim=0), train.var(dim=0)
    return (train - mean) / variance, (test - mean) / variance
