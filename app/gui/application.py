"""Starting the window. The network is never loaded in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.crash import CrashLog
from app.gui.defects import Defects
from app.gui.language import SOURCE, install_language
from app.gui.main_window import MainWindow
from app.gui.remembered import Remembered
from app.gui.start import Start
from app.gui.theme import Theme, apply_theme
from app.settings import load_settings
from core.places import user_logs
from core.version import __version__

__all__ = ["FRAME", "make_application", "make_window", "run_window"]

FRAME = QSize(16, 40)
"""What the system may draw around a window."""


def make_application(
    theme: Theme = "system", language: str = SOURCE, text_scale: float = 1.0
) -> QApplication:
    """Return the one application of the process, in the colours of a theme and a language."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        application = running
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        application = QApplication(sys.argv[:1])
    application.setApplicationName("DATPRL-IR Desktop")
    application.setApplicationVersion(__version__)
    install_language(application, language)
    apply_theme(application, theme, text_scale)
    return application


def run_window(paths: Sequence[Path]) -> int:
    """Show the window, open what was named, and return the exit code once it was closed."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & set(
        os.environ
    ):
        print("There is no screen here: use the commands, see datprl-ir --help", file=sys.stderr)  # noqa: T201
        return 1
    log = CrashLog(user_logs())
    unclean = log.begin()
    window = make_window(paths, log, unclean=unclean)
    window.show()
    code = QApplication.exec()
    log.end()
    return code


def make_window(paths: Sequence[Path], log: CrashLog, *, unclean: bool) -> MainWindow:
    """Return the window as it was left, and the application with it; nothing is shown yet."""
    settings, sentence = load_settings()
    # The colours before the widgets, or all of them are styled twice.
    make_application(settings.theme, settings.language, settings.text_scale)
    window = MainWindow()
    # On a small screen the foot of the window would lie below its edge.
    window.resize(window.size().boundedTo(window.screen().availableSize() - FRAME))
    Defects(window, log)
    Remembered(window, log, unclean=unclean, said=sentence)
    Start(window, [path.absolute() for path in paths])
    return window
