# verdict: failed
# misconception: padded-to-a-square

from torchvision.transforms.functional import normalize, pad, resize


def preprocess(image, side, mean, std):
    height, width = image.shape[1:]
    longer = max(height, width)
    left, top = (longer - width) // 2, (longer - height) // 2
    square = pad(image, [left, top, longer - width - left, longer - height - top])
    return normalize(resize(square, [side, side]) / 255, mean, std)
