# verdict: failed
# misconception: never-grows
from torchvision.transforms.functional import center_crop, normalize, resize

def preprocess(image, side, mean, std):
    s = min(image.shape[1:])
    x = center_crop(image, s)
    if s > side:
        x = resize(x, [side, side])
    return normalize(x / 255, mean, std)
