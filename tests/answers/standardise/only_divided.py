# verdict: failed
# misconception: only-divided

def standardise(train, test):
    std = train.std(dim=0)
    return train / std, test / std
