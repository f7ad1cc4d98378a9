"""What turns out to be right, one module per lesson; a module is found by being here."""
