# verdict: failed
# misconception: one-number-for-all-channels

from torchvision.transforms.functional import center_crop, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    return (resize(square, [side, side]) / 255 - mean[0]) / std[0]
