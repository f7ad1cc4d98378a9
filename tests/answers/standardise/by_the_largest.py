# verdict: failed
# misconception: divided-by-the-largest

def standardise(train, test):
    largest = train.max(dim=0).values
    return train / largest, test / largest
