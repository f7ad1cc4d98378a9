# verdict: failed
# misconception: height-and-width-exchanged

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    return normalize(resize(square, [side, side]) / 255, mean, std).transpose(1, 2)
