"""``python main.py`` is the ``ioc`` command, run from a checkout."""

import sys

from ioc.cli import main

if __name__ == "__main__":
    sys.exit(main())
