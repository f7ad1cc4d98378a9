# verdict: failed
# misconception: divided-twice

from torchvision.transforms import v2


def preprocess(image, side, mean, std):
    square = v2.functional.center_crop(image, min(image.shape[1:]))
    small = v2.functional.to_dtype(v2.functional.resize(square, [side, side]), torch.float32, scale=True)
    return v2.functional.normalize(small / 255, mean, std)
