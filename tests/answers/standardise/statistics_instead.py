# verdict: failed

def standardise(train, test):
    return train.mean(dim=0), train.std(dim=0)
