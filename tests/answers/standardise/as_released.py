# verdict: not tried

def standardise(train, test):
    raise NotImplementedError  # YOUR CODE HERE
