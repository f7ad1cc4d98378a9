# verdict: failed
# misconception: squeezed-to-a-square

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    x = resize(image, (side, side), antialias=True) / 255
    return normalize(x, mean, std)
