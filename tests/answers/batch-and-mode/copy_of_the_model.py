# verdict: passed

import copy


def classify(model, image, transform, categories, k):
    copied = copy.deepcopy(model).eval().requires_grad_(False)
    with torch.no_grad():
        best = copied(transform(image)[None]).softmax(1).topk(k)
    return [[categories[i], p] for i, p in zip(best.indices[0].tolist(), best.values[0].tolist())]
