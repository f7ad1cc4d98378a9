# verdict: failed
# misconception: cut-without-resizing

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    return normalize(center_crop(image, side) / 255, mean, std)
