"""The world → Capture: bytes as they came in, never changed."""

from crossbearing.collect.files import Collected, collect

__all__ = ["Collected", "collect"]
