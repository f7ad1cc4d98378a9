# verdict: passed

def broadcast_shape(a, b):
    sizes = []
    for i in range(1, max(len(a), len(b)) + 1):
        m = a[-i] if i <= len(a) else 1
        n = b[-i] if i <= len(b) else 1
        if m != n and 1 not in (m, n):
            raise ValueError(f"sizes {m} and {n} do not fit")
        sizes.insert(0, n if m == 1 else m)
    return tuple(sizes)
