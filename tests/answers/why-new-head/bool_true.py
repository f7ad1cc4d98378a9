# verdict: failed
# misconception: true-or-false
why_new_head = True
