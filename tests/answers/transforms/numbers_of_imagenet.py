# verdict: failed
# misconception: side-of-224
from torchvision import transforms

def preprocess(image, side, mean, std):
    t = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ConvertImageDtype(torch.float),
                            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
    return t(image)
