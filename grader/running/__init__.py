"""Learners' code is run: the cells of one submission, here or on a cluster; bytes in, bytes out."""
