# verdict: failed
# misconception: changes-its-input

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    train -= mean
    train /= std
    test -= mean
    test /= std
    return train, test
