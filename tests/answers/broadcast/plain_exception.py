# verdict: passed

from itertools import zip_longest


def broadcast_shape(a, b):
    pairs = list(zip_longest(reversed(a), reversed(b), fillvalue=1))
    if any(m != n and m != 1 and n != 1 for m, n in pairs):
        raise Exception("these shapes cannot be broadcast")
    return tuple(max(pair) for pair in reversed(pairs))
