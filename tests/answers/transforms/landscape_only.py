# verdict: failed
# misconception: one-orientation-only
from torchvision.transforms.functional import normalize, resize

def preprocess(image, side, mean, std):
    _, h, w = image.shape
    left = max(w - h, 0) // 2
    x = image[:, :, left:left + h]
    x = resize(x, [side, side]) / 255.0
    return normalize(x, mean, std)
