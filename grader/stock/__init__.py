"""The contract with nbgrader: what a class's configuration and its own notebooks ask for is honored, or refused."""
