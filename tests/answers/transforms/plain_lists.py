# verdict: failed
# misconception: lists-for-tensors

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    return (x - mean) / std
