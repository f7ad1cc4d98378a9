# verdict: failed
# misconception: normalized-backward

from torchvision.transforms.functional import center_crop, resize


def preprocess(image, side, mean, std):
    x = resize(center_crop(image, min(image.shape[1:])), [side, side]) / 255
    return torch.stack([x[i] * std[i] + mean[i] for i in range(3)])
