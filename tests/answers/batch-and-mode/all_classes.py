# verdict: failed
# misconception: all-classes-returned

def classify(model, image, transform, categories, k):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        probabilities = model(transform(image)[None]).softmax(dim=1)[0]
    model.train(was_training)
    best = probabilities.sort(descending=True)
    return [(categories[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]
