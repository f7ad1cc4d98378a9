# verdict: failed
# misconception: not-a-function

broadcast_shape = torch.broadcast_shapes((3, 1), (1, 4))
