# verdict: failed
# misconception: letter-of-another-alphabet
why_new_head = "С"
