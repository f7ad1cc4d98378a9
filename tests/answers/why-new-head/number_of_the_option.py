# verdict: failed

why_new_head = 3
