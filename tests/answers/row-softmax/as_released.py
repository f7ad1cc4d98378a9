# verdict: not tried

def row_softmax(scores):
    raise NotImplementedError  # YOUR CODE HERE
