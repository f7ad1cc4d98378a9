# verdict: failed
# misconception: each-split-by-its-own

from sklearn.preprocessing import StandardScaler


def standardise(train, test):
    scaler = StandardScaler()
    return scaler.fit_transform(train), scaler.fit_transform(test)
