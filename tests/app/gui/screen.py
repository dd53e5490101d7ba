"""A screen that nobody looks at, with a program on it and a hand at its mouse and keys.

Xvfb keeps its picture in a file, which is read here; xdotool moves the mouse and presses keys.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Screen", "own_user", "screen", "soon", "until"]

Answer = TypeVar("Answer")

POLL_S = 0.1
MOVES = 12
"""Of a drag: fewer are taken for a jump."""
BETWEEN_MOVES_S = 0.06
PIXELS_AT, COLOURS_AT, BYTES_PER_LINE_AT, WIDTH_AT, HEIGHT_AT = 0, 19, 12, 4, 5
"""Words of an XWD header (X11/XWDFile.h)."""


def soon(ask: Callable[[], Answer | None], seconds: float) -> Answer | None:
    """Return an answer as soon as there is one; None: there was none in time."""
    end = time.monotonic() + seconds
    while not (answer := ask()) and time.monotonic() < end:
        time.sleep(POLL_S)
    return answer or None


def until(ask: Callable[[], Answer | None], what: str, seconds: float = 30) -> Answer:
    """Return an answer as soon as there is one."""
    answer = soon(ask, seconds)
    assert answer is not None, f"not within {seconds} s: {what}"
    return answer


class Screen:
    """A display of Xvfb."""

    def __init__(self, display: str, picture: Path, xdotool: str) -> None:
        self.display = display
        self._picture = picture
        self._xdotool = xdotool

    def do(self, *words: object) -> str:
        """Run xdotool; return what it says, nothing where it found nothing."""
        ran = subprocess.run(
            [self._xdotool, *map(str, words)], capture_output=True, text=True, check=False,
            timeout=20, env={**os.environ, "DISPLAY": self.display},
        )  # fmt: skip
        return ran.stdout.strip()

    def picture(self) -> NDArray[np.uint8]:
        """Return the screen as it is, (H, W, 3) in red, green, blue."""
        data = self._picture.read_bytes()
        words = np.frombuffer(data, ">u4", 25)
        height, line = int(words[HEIGHT_AT]), int(words[BYTES_PER_LINE_AT])
        start = int(words[PIXELS_AT]) + 12 * int(words[COLOURS_AT])
        rows = np.frombuffer(data, np.uint8, height * line, start).reshape(height, line // 4, 4)
        return rows[:, : int(words[WIDTH_AT]), 2::-1].copy()

    def window(self, title: str) -> tuple[int, int]:
        """Wait for a window, give it the keys, and return where its corner is."""
        seen = until(
            lambda: self.do("search", "--onlyvisible", "--name", title), f"the window {title}"
        )
        number = seen.split()[-1]
        self.do("windowfocus", "--sync", number)
        told = dict(
            line.split("=") for line in self.do("getwindowgeometry", "--shell", number).split()
        )
        return int(told["X"]), int(told["Y"])

    def gone(self, title: str) -> bool:
        """Tell whether no window of a title is seen."""
        return not self.do("search", "--onlyvisible", "--name", title)

    def click(self, x: int, y: int) -> None:
        """Click with the left button."""
        self.do("mousemove", x, y, "click", 1)

    def drag(self, x: int, y: int, to_x: int) -> None:
        """Drag along a row."""
        self.do("mousemove", x, y, "mousedown", 1)
        for move in range(1, MOVES + 1):
            self.do("mousemove", x + (to_x - x) * move // MOVES, y, "sleep", BETWEEN_MOVES_S)
        self.do("mouseup", 1)


@contextmanager
def screen(xvfb: str, xdotool: str, folder: Path, size: str = "1280x800x24") -> Iterator[Screen]:
    """Start a display that is free, and end it."""
    folder.mkdir()
    reads, writes = os.pipe()
    server = subprocess.Popen(
        [xvfb, "-displayfd", str(writes), "-screen", "0", size, "-fbdir", str(folder),
         "-nolisten", "tcp"],
        pass_fds=[writes], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}", folder / "Xvfb_screen0", xdotool)
    finally:
        server.terminate()
        server.wait(10)


def own_user(folder: Path) -> Mapping[str, str]:
    """Return the environment of a user who never started the program, with Qt's own dialogs."""
    told = {
        name: value
        for name, value in os.environ.items()
        if name not in ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DBUS_SESSION_BUS_ADDRESS")
    }
    places = {
        "DATPRL_SETTINGS": "settings.json", "DATPRL_MODELS": "models", "DATPRL_LOGS": "logs",
        "DATPRL_RUNS": "runs",
    }  # fmt: skip
    told.update({name: str(folder / place) for name, place in places.items()})
    return {**told, "QT_QPA_PLATFORM": "xcb", "QT_QPA_PLATFORMTHEME": "", "LC_ALL": "C.UTF-8"}
