# verdict: failed
# misconception: rows-for-groups

from sklearn.model_selection import train_test_split


def split(groups, x, held_out, seed):
    train, held = train_test_split(range(len(x)), test_size=held_out, random_state=seed, stratify=groups)
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
