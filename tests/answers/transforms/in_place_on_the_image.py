# verdict: failed
# misconception: changes-its-input

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    image //= 2
    square = center_crop(image, min(image.shape[1:]))
    return normalize(resize(square, [side, side]) / 127, mean, std)
