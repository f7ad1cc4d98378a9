# verdict: failed
# misconception: widths-memorized

widths = {"VGG": 4096, "MobileNetV2": 1280, "MobileNetV3": 1024, "EfficientNet": 1280, "DenseNet": 1024,
          "ConvNeXt": 768, "VisionTransformer": 768, "SwinTransformer": 768, "SqueezeNet": 512}


def head_width(model):
    name = type(model).__name__
    if name == "ResNet":
        return 2048 if "Bottleneck" in str(model) else 512
    return widths[name]
