# verdict: failed
# misconception: test-left-as-it-was

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (train - mean) / std, test
