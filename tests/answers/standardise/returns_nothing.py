# verdict: failed
# misconception: returns-nothing

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    train, test = (train - mean) / std, (test - mean) / std
