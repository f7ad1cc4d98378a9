# verdict: failed
# misconception: statistics-of-another-model

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    return normalize(x, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
