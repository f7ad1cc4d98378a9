# verdict: not tried

def classify(model, image, transform, categories, k):
    raise NotImplementedError  # YOUR CODE HERE
