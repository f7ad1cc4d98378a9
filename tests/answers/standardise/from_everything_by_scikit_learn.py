# verdict: failed
# misconception: statistics-from-everything

from sklearn.preprocessing import StandardScaler


def standardise(train, test):
    scaler = StandardScaler().fit(torch.cat([train, test]))
    return scaler.transform(train), scaler.transform(test)
