# verdict: failed
# misconception: prints-instead

def standardise(train, test):
    mean, std = train.mean(dim=0), train.std(dim=0)
    print((train - mean) / std, (test - mean) / std)
