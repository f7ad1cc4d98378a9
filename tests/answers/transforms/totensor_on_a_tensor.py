# verdict: failed
# misconception: made-for-pillow
from torchvision import transforms

def preprocess(image, side, mean, std):
    t = transforms.Compose([transforms.Resize(side), transforms.CenterCrop(side), transforms.ToTensor(), transforms.Normalize(mean, std)])
    return t(image)
