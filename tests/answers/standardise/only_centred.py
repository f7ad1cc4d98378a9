# verdict: failed
# misconception: only-centered

def standardise(train, test):
    mean = train.mean(dim=0)
    return train - mean, test - mean
