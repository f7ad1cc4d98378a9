# verdict: passed

from torchvision.transforms._presets import ImageClassification


def preprocess(image, side, mean, std):
    return ImageClassification(crop_size=side, resize_size=side, mean=mean, std=std)(image)
