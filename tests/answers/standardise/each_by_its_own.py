# verdict: failed
# misconception: each-split-by-its-own

def standardise(train, test):
    def scale(x):
        return (x - x.mean(dim=0)) / x.std(dim=0)
    return scale(train), scale(test)
