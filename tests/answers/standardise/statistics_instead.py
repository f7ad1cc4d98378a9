# verdict: failed
# misconception: statistics-returned

def standardise(train, test):
    return train.mean(dim=0), train.std(dim=0)
