"""Cells go in, outputs come out: warm kernels in a sandbox, which know nothing of marks."""
