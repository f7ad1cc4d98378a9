# verdict: passed

from torch.nn import functional


def preprocess(image, side, mean, std):
    _, height, width = image.shape
    short = min(height, width)
    down, across = (height - short) // 2, (width - short) // 2
    square = image[:, down:down + short, across:across + short]
    small = functional.interpolate(square[None].float(), size=(side, side))[0]
    return torch.stack([(small[i] / 255 - mean[i]) / std[i] for i in range(3)])
