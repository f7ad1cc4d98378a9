# verdict: failed
# misconception: softmax-over-all

import numpy as np


def row_softmax(scores):
    powers = np.exp(scores.numpy() - scores.max().item())
    return powers / powers.sum()
