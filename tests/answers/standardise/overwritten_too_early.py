# verdict: failed
# misconception: test-left-as-it-was

def standardise(train, test):
    train = (train - train.mean(dim=0)) / train.std(dim=0)
    test = (test - train.mean(dim=0)) / train.std(dim=0)
    return train, test
