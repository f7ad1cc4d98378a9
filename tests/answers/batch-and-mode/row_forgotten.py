# verdict: failed
# misconception: batch-axis-left

def classify(model, image, transform, categories, k):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        best = model(transform(image)[None]).softmax(dim=1).topk(k)
    model.train(was_training)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]
