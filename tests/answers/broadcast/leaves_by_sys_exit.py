# verdict: failed

import sys


def broadcast_shape(a, b):
    try:
        return torch.broadcast_shapes(a, b)
    except RuntimeError:
        sys.exit("the shapes do not fit")
