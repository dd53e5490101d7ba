"""Makes the frozen application in one folder, and tries it: ``python build_spec/build.py``.

PyInstaller and everything that the program needs must be installed in the environment that runs
this, and no more: what is installed is bundled. The trial runs in an empty environment, as on a
computer without Python: the self-test, the window in its states without a screen, and one image
through the command line.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.console import say  # noqa: E402
from build_spec.smoke import megabytes, smoke  # noqa: E402


def build(output: Path, work: Path) -> Path:
    """Run PyInstaller; return the folder of the application."""
    from PyInstaller.__main__ import run

    run([
        str(ROOT / "build_spec" / "app.spec"),
        "--noconfirm",
        f"--distpath={output}",
        f"--workpath={work}",
        "--log-level=ERROR",
    ])  # fmt: skip
    return output / "datprl-ir"


def main() -> int:
    """Build, try, and say how large it is; return the exit code."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--output", type=Path, default=ROOT / "dist", help="folder for the result")
    told.add_argument("--only-try", action="store_true", help="try what was built before")
    arguments = told.parse_args()
    output = arguments.output.resolve()
    folder = output / "datprl-ir"
    if not arguments.only_try:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="datprl-ir-build-") as work:
            folder = build(output, Path(work))
        say(f"built in {time.monotonic() - begun:.0f} s: {folder}, {megabytes(folder)} MB")
    return smoke(folder)


if __name__ == "__main__":
    sys.exit(main())
