# verdict: passed

def standardise(train, test):
    mean, std = train.mean(dim=0, keepdim=True), train.std(dim=0, correction=0, keepdim=True)
    return (train - mean) / std, (test - mean) / std
