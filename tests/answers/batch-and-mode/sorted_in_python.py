# verdict: passed

from torch.nn import functional


def classify(model, image, transform, categories, k):
    was_training = model.training
    try:
        model.eval()
        with torch.no_grad():
            logits = model(transform(image)[None])
    finally:
        model.train(was_training)
    pairs = zip(categories, functional.softmax(logits, dim=-1).flatten().tolist())
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)[:k]
