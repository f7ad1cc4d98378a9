# verdict: failed
# misconception: python-number-wanted

import math


def predict(logits, threshold):
    probability = 1 / (1 + math.exp(-logits))
    return probability > threshold
