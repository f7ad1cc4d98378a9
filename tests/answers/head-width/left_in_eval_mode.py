# verdict: failed
# misconception: left-in-eval-mode

def head_width(model):
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
    return widths[-1]
