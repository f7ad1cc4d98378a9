# verdict: failed
# misconception: statistics-of-another-model

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    return resize(square, [side, side]) / 127.5 - 1
