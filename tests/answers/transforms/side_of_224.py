# verdict: failed
# misconception: side-of-224

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    return normalize(resize(square, [224, 224]) / 255, mean, std)
