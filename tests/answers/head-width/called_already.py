# verdict: failed
# misconception: not-a-function

head_width = 512
