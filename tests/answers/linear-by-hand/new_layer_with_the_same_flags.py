# verdict: failed
# misconception: new-layer-made

def linear(x, weight, bias):
    layer = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    return layer(x)
