# verdict: failed
# misconception: two-lists

def classify(model, image, transform, categories, k):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        probabilities = model(transform(image)[None]).softmax(dim=1)[0]
    model.train(was_training)
    best = probabilities.topk(k)
    return [categories[i] for i in best.indices], best.values.tolist()
