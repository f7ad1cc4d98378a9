# verdict: failed
# misconception: resized-without-cutting

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    return normalize(resize(image, side) / 255, mean, std)
