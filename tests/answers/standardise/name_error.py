# verdict: failed

def standardise(train, test):
    return scaler.transform(train), scaler.transform(test)
