# verdict: failed
# misconception: not-a-function

replace_head = "fc"
