"""One entrance for those who build on Boligdesk: `python3 dev.py run|test|check|bench|shots|demo|lock`.

Needs nothing but Python 3.11 or newer: the first call makes `.venv` and installs the pinned dependencies.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence below is for those who have an older one
    sys.exit("Boligdesk trenger Python 3.11 eller nyere. Denne er %d.%d." % sys.version_info[:2])  # noqa: UP031

from tools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
