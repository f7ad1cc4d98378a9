"""How a class is marked beyond its answers: one readable file, `policies.toml` in the class folder."""
