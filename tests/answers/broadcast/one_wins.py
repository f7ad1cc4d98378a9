# verdict: failed
# misconception: smaller-size-kept

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    out = []
    for i, j in zip(a, b):
        if i == j:
            out.append(i)
        elif 1 in (i, j):
            out.append(1)
        else:
            raise ValueError("no fit")
    return tuple(out)
