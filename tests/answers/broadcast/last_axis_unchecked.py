# verdict: failed

def broadcast_shape(a, b):
    if a and b and len(a) == len(b) and a[0] != b[0] and 1 not in (a[0], b[0]):
        raise ValueError("first sizes differ")
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    return tuple(max(m, n) for m, n in zip(a, b))
