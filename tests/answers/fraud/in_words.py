# verdict: failed
# misconception: text-for-a-verdict

ship_it = "no"
missed_share = "88 %"
