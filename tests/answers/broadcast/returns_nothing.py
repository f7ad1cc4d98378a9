# verdict: failed
# misconception: returns-nothing

def broadcast_shape(a, b):
    shape = torch.broadcast_shapes(a, b)
