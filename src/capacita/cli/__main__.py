"""``python -m capacita.cli``."""

import sys

from capacita.cli import main

if __name__ == "__main__":
    sys.exit(main())
