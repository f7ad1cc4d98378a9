# verdict: passed

def broadcast_shape(a, b):
    if not a or not b:
        return tuple(a) + tuple(b)
    assert a[-1] == b[-1] or 1 in (a[-1], b[-1]), "the shapes do not fit"
    return broadcast_shape(a[:-1], b[:-1]) + (a[-1] * b[-1] if 1 in (a[-1], b[-1]) else a[-1],)
