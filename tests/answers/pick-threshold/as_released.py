# verdict: not tried

def pick_threshold(scores, labels, min_recall):
    raise NotImplementedError  # YOUR CODE HERE
