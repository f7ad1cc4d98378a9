# verdict: passed

import warnings

warnings.warn("thinking aloud")
mismatch_cause = "ABCD"[1]
