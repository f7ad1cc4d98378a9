# verdict: failed
# misconception: scaled-to-a-range

def standardise(train, test):
    low, high = train.min(dim=0).values, train.max(dim=0).values
    return (train - low) / (high - low), (test - low) / (high - low)
