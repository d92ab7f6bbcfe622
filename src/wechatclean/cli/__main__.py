"""``python -m wechatclean.cli``: the same command."""

import sys

from wechatclean.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
