# verdict: failed
# misconception: aligned-left

def broadcast_shape(a, b):
    sizes = []
    for m, n in zip(a, b):
        if m != n and 1 not in (m, n):
            raise ValueError
        sizes.append(max(m, n))
    return tuple(sizes)
