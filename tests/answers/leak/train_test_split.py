# verdict: failed
# misconception: rows-for-groups

from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def split(groups, x, held_out, seed):
    train, held = train_test_split(range(len(x)), test_size=held_out, random_state=seed)
    return train, held, StandardScaler().fit(x[train]).transform(x)
