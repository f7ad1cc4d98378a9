# verdict: failed
# misconception: counts-multiplied

def broadcast_shape(a, b):
    result = ()
    for i in range(1, max(len(a), len(b)) + 1):
        x = a[-i] if i <= len(a) else 1
        y = b[-i] if i <= len(b) else 1
        if x != y and 1 not in (x, y):
            raise ValueError
        result = (x * y,) + result
    return result
