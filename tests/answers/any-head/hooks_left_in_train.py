# verdict: failed
# misconception: statistics-moved
from torch import nn


def replace_head(model, n_classes):
    called, handles = [], []
    for name, m in model.named_modules():
        if isinstance(m, (nn.Linear, nn.Conv2d)):
            handles.append(m.register_forward_hook(lambda *_, name=name: called.append(name)))
    size = getattr(model, "image_size", 64)
    model(torch.rand(2, 3, size, size))
    [handle.remove() for handle in handles]
    old = model.get_submodule(called[-1])
    model.set_submodule(called[-1], nn.Linear(old.in_features, n_classes) if isinstance(old, nn.Linear)
                        else nn.Conv2d(old.in_channels, n_classes, kernel_size=1))
    return model
