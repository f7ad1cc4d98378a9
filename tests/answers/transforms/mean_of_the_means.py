# verdict: failed
# misconception: one-number-for-all-channels

from torchvision.transforms.functional import center_crop, resize


def preprocess(image, side, mean, std):
    square = center_crop(image, min(image.shape[1:]))
    x = resize(square, [side, side]) / 255
    return (x - torch.tensor(mean).mean()) / torch.tensor(std).mean()
