# verdict: failed
# misconception: list-joined-to-tuple

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = [1] * (n - len(a)) + a, [1] * (n - len(b)) + b
    return tuple(max(i, j) for i, j in zip(a, b))
