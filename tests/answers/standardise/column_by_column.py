# verdict: passed

def standardise(train, test):
    columns = []
    for i in range(train.shape[1]):
        mean, std = train[:, i].mean(), train[:, i].std()
        columns.append(((train[:, i] - mean) / std, (test[:, i] - mean) / std))
    return torch.stack([a for a, _ in columns], 1), torch.stack([b for _, b in columns], 1)
