# verdict: passed

import warnings


def standardise(train, test):
    train, test = train.double(), test.double()
    warnings.warn("in double precision")
    mean, variance = train.mean(0), train.var(0)
    print("mean", mean)
    return (train - mean) / variance.sqrt(), (test - mean) / variance.sqrt()
