# verdict: passed
from torch import nn


def ten_classes(model):
    mode, widths = model.training, []
    handle = model.fc.register_forward_hook(lambda layer, x, y: widths.append(x[0].shape[1]))
    with torch.no_grad():
        model.eval()(torch.rand(2, 3, 64, 64))
    handle.remove()
    model.fc = nn.Linear(widths[0], 10)
    return model.train(mode)
