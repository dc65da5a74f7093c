"""Every test gets these: surroundings of its own, strictness, and the storages (see `tests/support/`)."""

pytest_plugins = [
    "tests.support.surroundings",
    "tests.support.strict",
    "tests.support.surviving",
    "tests.support.statements",
    "tests.support.storages",
    "tests.support.sample",
]
