"""Course packs of an instructor's own: a new one begins with a worked question."""
