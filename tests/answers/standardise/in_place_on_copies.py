# verdict: passed

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    train, test = train.clone(), test.clone()
    for rows in (train, test):
        rows -= mean
        rows /= std
    return train, test
