# verdict: passed

def standardise(train, test):
    std, mean = torch.std_mean(train, dim=0)
    return [(rows - mean) / std for rows in (train, test)]
