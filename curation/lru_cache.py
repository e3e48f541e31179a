"""Values kept in memory within a bound on their size; `functools.lru_cache` bounds only how many there are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class LRUCache(Generic[Value]):
    """Values by key; beyond the bound the one unread for longest goes first."""

    def __init__(self, most: int, size_of: Callable[[Value], int]) -> None:
        self.most, self.size_of, self.size = most, size_of, 0
        self.values: OrderedDict[Hashable, Value] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
            return self.values.get(key)

    def set(self, key: Hashable, value: Value) -> None:
        with self.lock:
            if key in self.values:
                self.size -= self.size_of(self.values.pop(key))
            self.values[key] = value
            self.size += self.size_of(value)
            while self.size > self.most:
                self.size -= self.size_of(self.values.popitem(last=False)[1])

    def get_or_set(self, key: Hashable, make: Callable[[], Value]) -> Value:
        if (value := self.get(key)) is None:
            self.set(key, value := make())
        return value

    def clear(self) -> None:
        with self.lock:
            self.values.clear()
            self.size = 0
