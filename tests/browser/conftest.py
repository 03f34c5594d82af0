"""A real browser before a real server, over the packaged example; skipped where either is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossbearing.case import Case, example

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, as the system has it."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium is installed: nothing is tried in a browser")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """For one module: while Playwright runs, nothing else of this process can have an event loop."""
    api = pytest.importorskip("playwright.sync_api", reason="no playwright is installed: nothing is tried in a browser")
    with api.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def built(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged example as a case; for reading alone, and not built where nothing would read it."""
    path = tmp_path_factory.mktemp("example") / "case.db"
    with Case.open(path) as case:
        case.add(example())
        case.build()
    return path


@contextmanager
def served(case: Path, *options: str) -> Iterator[str]:
    """The address of a server of its own process."""
    command = [sys.executable, "-m", "crossbearing", "serve", str(case), "--port", "0", *options]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program
    assert child.stdout is not None
    try:
        found = re.search(r"open (http://\S+) in a browser", child.stdout.readline())
        assert found is not None
        yield found[1]
    finally:
        child.terminate()
        child.wait(30)
        child.stdout.close()


@pytest.fixture(scope="session")
def room(built: Path) -> Iterator[str]:
    """The example, served to whoever reads."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="module")
def serve(browser: Browser) -> Iterator[Serve]:
    """Serves further cases until the module is over."""
    with ExitStack() as stack:
        yield lambda case, *options: stack.enter_context(served(case, *options))
