# verdict: failed
# misconception: brackets-missing

from torchvision.transforms.functional import center_crop, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    mean, std = torch.tensor(mean)[:, None, None], torch.tensor(std)[:, None, None]
    return x - mean / std
