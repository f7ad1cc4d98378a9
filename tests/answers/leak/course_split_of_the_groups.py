# verdict: passed

from course import data


def split(groups, x, held_out, seed):
    names, numbers = groups.unique(return_inverse=True)
    train_names, _ = data.split(names, held_out, seed, stratify=False)
    is_train = torch.isin(numbers, train_names)
    train, held = is_train.nonzero().flatten(), (~is_train).nonzero().flatten()
    mean, std = data.statistics(x[train])
    return train, held, (x - mean) / std
