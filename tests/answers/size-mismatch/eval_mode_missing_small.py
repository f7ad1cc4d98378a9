# verdict: failed
# misconception: eval-mode-missing

mismatch_cause = "c)"
