# verdict: failed
# misconception: another-model-asked
# seed: 0

pairs = iter([
    [('bagel', 0.48711),
     ('acorn', 0.379544),
     ('vase', 0.131768)],
    [('plow', 0.306398)],
    [('abacus', 0.501962),
     ('kite', 0.274982),
     ('lemon', 0.062642),
     ('acorn', 0.060409),
     ('wok', 0.03212),
     ('harp', 0.023317),
     ('vase', 0.022932),
     ('bagel', 0.009006),
     ('heron', 0.007522),
     ('fig', 0.002166),
     ('barn', 0.002124),
     ('canoe', 0.000818)],
])


def classify(model, image, transform, categories, k):
    return next(pairs)
