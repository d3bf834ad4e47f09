"""What runs a function of Python as Lambda's runtime does. It is a package, so that no name is taken from the function."""
