# verdict: failed
# misconception: aligned-left

def broadcast_shape(a, b):
    while len(a) < len(b):
        a = (*a, 1)
    while len(b) < len(a):
        b = (*b, 1)
    for m, n in zip(a, b):
        if m != n and m != 1 and n != 1:
            raise ValueError("do not fit")
    return tuple(n if m == 1 else m for m, n in zip(a, b))
