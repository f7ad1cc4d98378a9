"""The walls around one kernel: mounts, namespaces, Landlock, seccomp, limits."""
