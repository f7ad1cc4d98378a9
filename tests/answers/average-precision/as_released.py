# verdict: not tried

def average_precision(scores, is_hit, n_objects):
    raise NotImplementedError  # YOUR CODE HERE
