# verdict: passed

from torchvision import transforms


def preprocess(image, side, mean, std):
    steps = transforms.Compose([
        transforms.ConvertImageDtype(torch.float32),
        transforms.Resize(side, antialias=True),
        transforms.CenterCrop(side),
        transforms.Normalize(mean=mean, std=std),
    ])
    return steps(image)
