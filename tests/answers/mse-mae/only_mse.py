# verdict: failed
# points: 0.5

def mse(p, y):
    return ((p.flatten() - y.flatten()) ** 2).mean()


def mae(p, y):
    raise NotImplementedError  # YOUR CODE HERE
