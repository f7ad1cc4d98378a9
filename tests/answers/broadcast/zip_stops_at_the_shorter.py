# verdict: failed
# misconception: leading-axes-dropped

def broadcast_shape(a, b):
    result = ()
    for m, n in zip(reversed(a), reversed(b)):
        if m == 1:
            result = (n, *result)
        elif n == 1 or m == n:
            result = (m, *result)
        else:
            raise ValueError(f"{m} and {n} do not fit")
    return result
