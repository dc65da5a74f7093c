"""One module per group of measurements; every module here is found by itself."""
