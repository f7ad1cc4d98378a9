# verdict: failed
# misconception: divided-in-place
from torchvision.transforms.functional import center_crop, normalize, resize

def preprocess(image, side, mean, std):
    image /= 255
    return normalize(center_crop(resize(image, side), side), mean, std)
