# verdict: failed
# misconception: not-a-function

ten_classes = 10
