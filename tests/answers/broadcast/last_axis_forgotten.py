# verdict: failed
# misconception: last-axis-left-out

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    if any(i != j and 1 not in (i, j) for i, j in zip(a, b)):
        raise ValueError("no fit")
    return tuple(max(a[k], b[k]) for k in range(n - 1))
