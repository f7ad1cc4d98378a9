# verdict: passed

from course import data


def standardise(train, test):
    mean, std = data.statistics(train)
    return (train - mean) / std, (test - mean) / std
