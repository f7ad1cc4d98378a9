# verdict: failed
# misconception: missing-axes-refused

def broadcast_shape(a, b):
    if len(a) != len(b):
        raise ValueError("not the same number of axes")
    result = []
    for x, y in zip(a, b):
        if x != y and x != 1 and y != 1:
            raise ValueError("sizes differ")
        result.append(y if x == 1 else x)
    return tuple(result)
