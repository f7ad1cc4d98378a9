# verdict: failed
# misconception: elements-counted

def broadcast_shape(a, b):
    total = 1
    for size in tuple(a) + tuple(b):
        total *= size
    return total
