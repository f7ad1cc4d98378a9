# verdict: failed

why_new_head = "because of the head"
