# verdict: failed
# misconception: divided-by-256

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    return normalize(resize(square, [side, side]) / 256, mean, std)
