# verdict: failed
# misconception: training-called

def classify(model, image, transform, categories, k):
    was = model.training()
    model.eval()
    with torch.inference_mode():
        p = model(transform(image)[None]).softmax(dim=1)[0]
    model.train(was)
    best = p.topk(k)
    return [(categories[i], v) for i, v in zip(best.indices.tolist(), best.values.tolist())]
