# verdict: failed
# misconception: softmax-overflow

import numpy as np


def row_softmax(scores):
    powers = np.exp(scores.numpy())
    return torch.from_numpy(powers / powers.sum(axis=1, keepdims=True))
