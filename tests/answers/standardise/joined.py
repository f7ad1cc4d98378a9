# verdict: failed
# misconception: splits-joined

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    return (torch.cat([train, test]) - mean) / std
