# verdict: not tried

def preprocess(image, side, mean, std):
    raise NotImplementedError  # YOUR CODE HERE
