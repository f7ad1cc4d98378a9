# verdict: failed
# misconception: corner-for-middle

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    s = min(image.shape[1], image.shape[2])
    x = resize(image[:, :s, :s], [side, side]) / 255
    return normalize(x, mean, std)
