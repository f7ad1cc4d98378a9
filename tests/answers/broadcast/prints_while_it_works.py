# verdict: passed

import sys


def broadcast_shape(a, b):
    print("comparing", a, "and", b)
    print("from the right", file=sys.stderr)
    return torch.broadcast_shapes(tuple(a), tuple(b))
