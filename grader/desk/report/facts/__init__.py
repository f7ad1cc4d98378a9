"""What a class folder holds of its lessons, read once for every page about the class; what is damaged is named."""
