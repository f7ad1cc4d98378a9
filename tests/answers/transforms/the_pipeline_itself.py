# verdict: failed
# misconception: function-not-called

from torchvision.transforms.functional import center_crop, normalize, resize


def preprocess(image, side, mean, std):
    from torchvision import transforms
    return transforms.Compose([transforms.Resize(side), transforms.CenterCrop(side), transforms.Normalize(mean, std)])
