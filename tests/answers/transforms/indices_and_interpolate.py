# verdict: passed

from torch.nn import functional


def preprocess(image, side, mean, std):
    _, h, w = image.shape
    s = min(h, w)
    x = image[:, (h - s) // 2:(h + s) // 2, (w - s) // 2:(w + s) // 2].float().div(255)
    x = functional.interpolate(x.unsqueeze(0), size=side, mode="bicubic", align_corners=False).squeeze(0)
    mean, std = torch.tensor(mean).view(3, 1, 1), torch.tensor(std).view(3, 1, 1)
    return (x - mean) / std
