"""``python -m wechatclean``: the command."""

import sys

from wechatclean.cli import main

if __name__ == "__main__":
    sys.exit(main())
