# verdict: failed
# misconception: grad-off-for-good

def classify(model, image, transform, categories, k):
    torch.set_grad_enabled(False)
    was = model.training
    model.eval()
    p = model(transform(image)[None]).softmax(dim=1)[0]
    model.train(was)
    best = p.topk(k)
    return [(categories[i], v) for i, v in zip(best.indices.tolist(), best.values.tolist())]
