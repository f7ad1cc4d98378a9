# verdict: failed
# misconception: normalized-before-scaling

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = normalize(resize(square, [side, side]).float(), mean, std)
    return x / 255
