# verdict: failed
# misconception: another-model-asked

def classify(model, image, transform, categories, k):
    with torch.inference_mode():
        best = lite0(prepare(image)[None]).softmax(dim=1)[0].topk(k)
    return [(names[i], p) for i, p in zip(best.indices.tolist(), best.values.tolist())]
