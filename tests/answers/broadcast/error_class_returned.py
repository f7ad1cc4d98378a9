# verdict: failed
# misconception: error-returned

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    for i, j in zip(a, b):
        if i != j and 1 not in (i, j):
            return ValueError
    return tuple(max(i, j) for i, j in zip(a, b))
