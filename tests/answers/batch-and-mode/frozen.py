# verdict: failed
# misconception: parameters-frozen

def classify(model, image, transform, categories, k):
    for parameter in model.parameters():
        parameter.requires_grad = False
    was_training = model.training
    model.eval()
    best = model(transform(image)[None]).softmax(dim=1)[0].topk(k)
    model.train(was_training)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]
