"""python -m evaluation: every measurement there is, one after another; exit status 1 when one fails.

Each is a module of this package that can be run alone. Those that need data which is not here say so.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rich.console import Console

ORDER = ("example", "cleaning", "dates", "figures", "actors", "attribution", "stories", "copying")


def main() -> int:
    console = Console()
    failed = False
    for name in ORDER:
        if Path(__file__).with_name(f"{name}.py").exists():
            console.rule(name)
            failed |= subprocess.run([sys.executable, "-m", f"evaluation.{name}"], check=False).returncode != 0  # noqa: S603
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
