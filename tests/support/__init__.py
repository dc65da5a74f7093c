"""What the tests stand on: surroundings, strictness, storages."""
