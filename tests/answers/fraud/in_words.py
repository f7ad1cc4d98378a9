# verdict: failed

ship_it = "no"
missed_share = "88 %"
