"""Marks to an LMS by LTI 1.3: Assignment and Grade Services, with a key instead of a password."""
