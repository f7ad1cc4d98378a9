# verdict: passed

def head_width(model):
    was_training = model.training
    model.eval()
    widths = []
    layers = [m for m in model.modules() if isinstance(m, (torch.nn.Linear, torch.nn.Conv2d))]
    handles = [
        layer.register_forward_pre_hook(lambda layer, x: widths.append(layer.weight.size(1)))
        for layer in layers
    ]
    with torch.no_grad():
        model(torch.zeros(2, 3, 224, 224))
    for handle in handles:
        handle.remove()
    model.train(was_training)
    return widths[-1]
