# verdict: passed

from torchvision import transforms


def preprocess(image, side, mean, std):
    picture = transforms.ToPILImage()(image)
    picture = transforms.Resize(side)(picture)
    x = transforms.ToTensor()(transforms.CenterCrop(side)(picture))
    print(x.shape)
    return transforms.Normalize(mean, std)(x)
