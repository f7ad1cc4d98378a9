# verdict: failed
# misconception: softmax-of-the-best

def classify(model, image, transform, categories, k):
    was = model.training
    model.eval()
    with torch.inference_mode():
        best = model(transform(image)[None])[0].topk(k)
    model.train(was)
    p = best.values.softmax(dim=0)
    return [(categories[i], v) for i, v in zip(best.indices.tolist(), p.tolist())]
