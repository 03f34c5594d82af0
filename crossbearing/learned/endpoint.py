"""An optional reader: a large model behind an OpenAI-compatible address, on this machine or elsewhere. Off by default.

What it is asked and what of its answers is taken stands in `pointing`; how bytes go to and fro in `endpoint_http`. Here
stand its name, the key, patience, and when to give up.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from crossbearing.errors import InputError, Unanswered
from crossbearing.learned import pointing
from crossbearing.learned.endpoint_http import Address, NoResponse, address, is_loopback, post
from crossbearing.learned.pointing import CutOff, Misshapen, Pointed, Pointer
from crossbearing.settings import Settings

KEY_VARIABLE = "CROSSBEARING_ENDPOINT_KEY"
"""The environment variable that may hold the key: one of its own, so that no other service's is sent anywhere."""
_LONGEST_NAME = 200


class Patience(NamedTuple):
    """How long to try. A report that has no answer by then gets one in another build, or none."""

    attempts: int = 3
    """Requests for one chunk."""
    first_wait: float = 1.0
    """Seconds before the second request; each wait is four times the one before."""
    longest_wait: float = 30.0
    """Seconds, also where the server asks for more."""
    unreached: int = 3
    """Reports in a row that the server gave no response for; the others are then not asked about."""


class Endpoint:
    """A model that points at acts of saying. One is made for one build."""

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str] = os.environ,
        patience: Patience = Patience(),  # noqa: B008 - it cannot change
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nothing is sent yet. Raises InputError for settings or a key that cannot be used."""
        self.name = settings.endpoint_model
        """The model's name, as the server knows it."""
        if not self.name or len(self.name) > _LONGEST_NAME or not self.name.isprintable():
            raise InputError("an endpoint needs the name of a model (endpoint_model)")
        self._address = address(settings.endpoint, plain_http=settings.endpoint_plain_http)
        self._key = _key(environment, self._address)
        self._seconds = settings.endpoint_seconds
        self._patience = patience
        self._sleep = sleep
        self._unreached = 0
        self._why = ""

    @property
    def fingerprint(self) -> str:
        """Changes with the model's name, its address and what it is asked; the key is no part of it."""
        parts = f"{self.name}\n{self._address.url}\n{pointing.VERSION}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def point(self, passages: Sequence[str]) -> Pointed:
        """What the model points at in the passages of one report, numbered from 1. Raises Unanswered."""
        if self._unreached >= self._patience.unreached:
            raise Unanswered(f"{self._name_of_it} was not asked, as it could not be used before: {self._why}")
        pointers: list[Pointer] = []
        misshapen = beyond = unseen = 0
        waiting = deque(pointing.chunks(list(enumerate(passages, 1))))
        while waiting:
            chunk = waiting.popleft()
            try:
                found, bad, more = pointing.answer(self._asked(chunk))
            except CutOff as error:
                if len(chunk) == 1:
                    raise self._unanswered(error) from error
                half = len(chunk) // 2
                waiting.extendleft((chunk[half:], chunk[:half]))
                continue
            except Misshapen as error:
                raise self._unanswered(error) from error
            numbers = {number for number, _ in chunk}
            pointers += [each for each in found if each.passage in numbers]
            unseen += sum(each.passage not in numbers for each in found)
            misshapen += bad
            beyond += more
        return Pointed(self.name, tuple(pointers), misshapen, beyond, unseen)

    def _asked(self, chunk: Sequence[tuple[int, str]]) -> bytes:
        """The response to one request, tried again where that may help."""
        body = pointing.request(self.name, chunk)
        wait, attempt = self._patience.first_wait, 1
        while True:
            try:
                response = post(self._address, body, self._key, self._seconds)
            except NoResponse as error:
                if not error.again or attempt >= self._patience.attempts:
                    self._unreached += 1 if error.again else self._patience.unreached
                    self._why = str(error)
                    raise self._unanswered(error) from error
                self._sleep(min(self._patience.longest_wait, max(wait, error.wait or 0.0)))
                wait, attempt = 4 * wait, attempt + 1
            else:
                self._unreached = 0
                return response

    @property
    def _name_of_it(self) -> str:
        return f"the endpoint {self._address.host}"

    def _unanswered(self, error: Exception) -> Unanswered:
        return Unanswered(f"{self._name_of_it} gave no usable answer: {error}; the next build asks again")


def _key(environment: Mapping[str, str], to: Address) -> str:
    """The key, "" for none. No error shows any of it."""
    key = environment.get(KEY_VARIABLE, "").strip()
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise InputError(f"the environment variable {KEY_VARIABLE} holds what no key can be")
    if key and not to.secure and not is_loopback(to.host):
        raise InputError(f"{KEY_VARIABLE} is set, and a key is not sent over plain http to another machine")
    return key
