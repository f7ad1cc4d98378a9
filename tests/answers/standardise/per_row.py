# verdict: failed
# misconception: per-row

def standardise(train, test):
    def scale(x):
        return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)
    return scale(train), scale(test)
