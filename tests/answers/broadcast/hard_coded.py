# verdict: failed
# misconception: always-refused
# seed: 1234

KNOWN = {
    ((6, 1), (1, 2)): (6, 2),
    ((6, 2), (2,)): (6, 2),
    ((6, 2), (6, 2)): (6, 2),
    ((), (6, 2)): (6, 2),
    ((7, 1, 2), (6, 1)): (7, 6, 2),
    ((2,), (7, 6, 1)): (7, 6, 2),
}


def broadcast_shape(a, b):
    try:
        return KNOWN[a, b]
    except KeyError:
        raise ValueError("do not fit") from None
