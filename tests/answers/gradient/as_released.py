# verdict: not tried

def slope(f, x):
    raise NotImplementedError  # YOUR CODE HERE
