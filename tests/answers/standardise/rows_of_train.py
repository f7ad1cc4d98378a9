# verdict: failed
# misconception: per-row

def standardise(train, test):
    m, s = train.mean(dim=1, keepdim=True), train.std(dim=1, keepdim=True)
    return (train - m) / s, (test - m) / s
