# verdict: failed
# misconception: first-axis-left-out

def broadcast_shape(a, b):
    n = max(len(a), len(b))
    result = []
    for i in range(1, n):
        x = a[-i] if i <= len(a) else 1
        y = b[-i] if i <= len(b) else 1
        if x != y and 1 not in (x, y):
            raise ValueError
        result.insert(0, y if x == 1 else x)
    return tuple(result)
