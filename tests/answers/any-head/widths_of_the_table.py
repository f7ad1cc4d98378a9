# verdict: failed
# misconception: width-not-read

from torch import nn


def replace_head(model, n_classes):
    layer = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    widths = {"VGG": 4096, "MobileNetV2": 1280, "MobileNetV3": 1024, "EfficientNet": 1280, "DenseNet": 1024,
              "ConvNeXt": 768, "VisionTransformer": 768, "SwinTransformer": 768, "SqueezeNet": 512,
              "ResNet": 2048 if "Bottleneck" in str(model) else 512}
    width = widths[type(model).__name__]
    if isinstance(layer, nn.Linear):
        new = nn.Linear(width, n_classes)
    else:
        new = nn.Conv2d(width, n_classes, 1)
    name = next(name for name, inner in model.named_modules() if inner is layer)
    model.set_submodule(name, new)
    return model
