# verdict: failed
# misconception: always-refused

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    for i, j in zip(a, b):
        if i != j or i != 1 or j != 1:
            raise ValueError("no fit")
    return tuple(max(i, j) for i, j in zip(a, b))
