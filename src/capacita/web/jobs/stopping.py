"""Ending a worker when a signal asks for it: at once, even in the middle of a job, which somebody else then takes up."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """A signal asked this process to stop in the middle of a job."""


class StopSignals:
    """Whether this process was asked to stop. The first signal counts; Ctrl-C under ``serve`` gives more than one."""

    def __init__(self) -> None:
        self.asked = False
        self._in_job = False
        self._leave: Callable[[], None] = lambda: None

    def heed(self, leave: Callable[[], None]) -> None:
        """Listen from now on to the signals that this process was not told to ignore.

        ``leave`` is told of the first: it lets no further job begin, and may end the process where none is under way.
        """
        self._leave = leave
        for sign in SIGNALS:
            if signal.getsignal(sign) is not signal.SIG_IGN:
                signal.signal(sign, lambda *_: self.stop())

    def stop(self) -> None:
        """Let no further job begin, and interrupt one that is under way with Stopped."""
        if self.asked:
            return
        self.asked = True
        self._leave()
        if self._in_job:
            raise Stopped

    @contextmanager
    def may_interrupt(self) -> Iterator[None]:
        """Let a signal interrupt what is done in this block. Raises Stopped."""
        self._in_job = True
        try:
            if self.asked:
                raise Stopped
            yield
        finally:
            self._in_job = False


STOP_SIGNALS = StopSignals()
