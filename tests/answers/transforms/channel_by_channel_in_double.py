# verdict: passed

from torch.nn import functional


def preprocess(image, side, mean, std):
    x = image.double() / 255
    short = min(x.shape[1], x.shape[2])
    top, left = (x.shape[1] - short) // 2, (x.shape[2] - short) // 2
    x = x[:, top:top + short, left:left + short]
    x = functional.adaptive_avg_pool2d(x, (side, side))
    for c in range(3):
        x[c] = (x[c] - mean[c]) / std[c]
    return x
