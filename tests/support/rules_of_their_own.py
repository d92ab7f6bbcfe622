"""Rules that do what a page's worst could: they are imported by the processes that clean."""

from __future__ import annotations

import os
import signal
import time

from wechatclean import GO_INSIDE


def kill(builder, el):
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(builder, el):
    time.sleep(60)
    return GO_INSIDE


def raises(builder, el):
    raise KeyError(el.get("id"))


class Unsendable(Exception):
    """It cannot be read by another process: it takes two arguments, and remembers one."""

    def __init__(self, one, two):
        super().__init__(one)


def raises_unsendable(builder, el):
    raise Unsendable("茶", "水")
