# verdict: failed
# misconception: one-side-stretched

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a = (1,) * (n - len(a)) + tuple(a)
    b = (1,) * (n - len(b)) + tuple(b)
    for i in range(n):
        if b[i] != a[i] and b[i] != 1:
            raise ValueError(f"axis {i} doesn't fit")
    return a
