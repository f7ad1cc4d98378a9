# verdict: failed
# misconception: letter-and-words
why_new_head = "C: to give one logit for each class of the new task"
