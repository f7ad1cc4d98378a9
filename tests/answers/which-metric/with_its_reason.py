# verdict: failed
# misconception: more-than-the-word-for-spam

metric_for_spam = "precision, since a good email must not be lost"
metric_for_cancer = "it's recall"
