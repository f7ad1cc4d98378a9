# verdict: failed
# misconception: changes-its-input

def standardise(train, test):
    train -= train.mean(dim=0)
    test -= train.mean(dim=0)
    return train / train.std(dim=0), test / train.std(dim=0)
