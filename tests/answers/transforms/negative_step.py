# verdict: failed

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    x = resize(image, [side, side])[:, :, ::-1]
    return normalize(x / 255, mean, std)
