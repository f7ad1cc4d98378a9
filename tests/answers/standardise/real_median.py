# verdict: failed
# misconception: median-for-mean

def standardise(train, test):
    middle, std = train.median(dim=0).values, train.std(dim=0)
    return (train - middle) / std, (test - middle) / std
