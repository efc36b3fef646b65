"""`python -m negotiation` is `negotiation`."""

import sys

from negotiation.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
