# verdict: passed

import math


def predict(logits, threshold):
    return logits > math.log(threshold / (1 - threshold))
