# verdict: failed
# misconception: model-made-anew

from torchvision.models import resnet50


def ten_classes(model):
    return resnet50(num_classes=10)
