# verdict: failed
# misconception: pythons-exp

import math


def row_softmax(scores):
    e = math.exp(scores)
    return e / e.sum(dim=1, keepdim=True)
