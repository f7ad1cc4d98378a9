# verdict: failed

why_new_head = "E"
