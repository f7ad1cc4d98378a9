# verdict: passed

import warnings

import numpy as np
from tqdm import tqdm


def classify(model, image, transform, categories, k):
    warnings.warn("this may take a moment")
    was_training = model.training
    model.eval()
    for picture in tqdm([image]):
        with torch.no_grad():
            logits = model(torch.stack([transform(picture)])).numpy()[0].astype(np.float64)
    model.train(was_training)
    powers = np.exp(logits - logits.max())
    probabilities = powers / powers.sum()
    print(probabilities)
    return [(categories[i], probabilities[i]) for i in np.argsort(-probabilities)[:k]]
