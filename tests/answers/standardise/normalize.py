# verdict: failed
# misconception: normalized-to-length-1

def standardise(train, test):
    return functional.normalize(train, dim=0), functional.normalize(test, dim=0)
