# verdict: failed
# misconception: only-shifted

from torchvision.transforms.functional import center_crop, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    return torch.stack([x[i] - mean[i] for i in range(3)])
