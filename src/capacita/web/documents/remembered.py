"""What a process remembers of what is kept: the newest few, by key. Only for what never changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_ALL: list[Remembered[Hashable, object]] = []


class Remembered(Generic[K, V]):
    """Values by key, at most so many: the one that was asked for longest ago goes first.

    Threads may ask at once: each step is one of a dictionary, and what gets lost between two is made again.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: dict[K, V] = {}
        _ALL.append(self)  # type: ignore[arg-type] # of any key

    def get(self, key: K) -> V | None:
        """Return the value of a key, or None."""
        value = self._held.pop(key, None)
        if value is not None:
            self._held[key] = value
        return value

    def put(self, key: K, value: V) -> V:
        """Remember a value, which is not None, and return it."""
        self._held[key] = value
        while len(self._held) > self.most:
            try:
                self._held.pop(next(iter(self._held)), None)
            except (StopIteration, RuntimeError):  # another thread was here
                break
        return value

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made where it is not there."""
        value = self.get(key)
        return self.put(key, make()) if value is None else value

    def clear(self) -> None:
        """Forget all."""
        self._held.clear()


def forget_all() -> None:
    """Forget everything that is remembered so: for measuring what a page costs a process that has just begun."""
    for remembered in _ALL:
        remembered.clear()
