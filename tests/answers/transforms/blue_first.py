# verdict: failed
# misconception: channels-turned-round

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    return normalize(x[[2, 1, 0]], mean, std)
