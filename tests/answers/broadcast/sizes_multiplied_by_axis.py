# verdict: failed
# misconception: counts-multiplied

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    return [a[i] * b[i] for i in range(n)]
