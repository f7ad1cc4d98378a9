# verdict: failed
# misconception: words-for-the-letter
why_new_head = "to give one logit for each class of the new task"
