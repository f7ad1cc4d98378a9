"""Hand-ins go in, marks come out: restored, run here or on a cluster, judged outside the kernel, saved."""
