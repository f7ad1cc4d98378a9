# verdict: failed
# misconception: prints-instead

def broadcast_shape(a, b):
    print(tuple(torch.broadcast_shapes(a, b)))
