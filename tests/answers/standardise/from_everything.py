# verdict: failed
# misconception: statistics-from-everything

def standardise(train, test):
    everything = torch.cat([train, test])
    mean, std = everything.mean(dim=0), everything.std(dim=0)
    return (train - mean) / std, (test - mean) / std
