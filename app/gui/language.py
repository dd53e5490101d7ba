"""The language of the window: its own texts, and those of Qt's dialogs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.gui.words import QT_TRANSLATE_NOOP
from resources import locate

__all__ = [
    "SOURCE",
    "chosen_language",
    "install_language",
    "known_languages",
    "spoken_language",
]

SOURCE = QT_TRANSLATE_NOOP("Language", "en")
"""What the texts are written in."""
PREFIX = "datprl-ir_"


def known_languages() -> tuple[str, ...]:
    """Return the languages there are, by their names in Qt: ``en``, ``zh_CN``."""
    files = locate("translations").glob(f"{PREFIX}*.qm")
    return (SOURCE, *sorted(file.stem.removeprefix(PREFIX) for file in files))


def chosen_language(told: str, system: str) -> str:
    """Return the language of the window.

    Parameters
    ----------
    told : str
        As the settings have it: ``system``, or a name as ``zh_CN``.
    system : str
        Name of the system's language and land, as ``QLocale.name`` writes it.

    Returns
    -------
    str
        One of ``known_languages``; another land's variant where there is no better one.
    """
    wanted = system if told == "system" else told
    known = known_languages()
    if wanted in known:
        return wanted
    tongue = wanted.partition("_")[0]
    return next((name for name in known if name.partition("_")[0] == tongue), SOURCE)


def install_language(application: QApplication, told: str) -> str:
    """Let the application speak a language; return which one. Only what is made after that does.

    Parameters
    ----------
    application : QApplication
        Which keeps the texts.
    told : str
        As for ``chosen_language``.
    """
    language = chosen_language(told, QLocale.system().name())
    if language == SOURCE:
        return language
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # What is installed last is asked first: the window's own texts before Qt's.
    for name, folder in ((f"qtbase_{language}", qt), (f"{PREFIX}{language}", _own())):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    return language


def spoken_language() -> str:
    """Return the language that texts come in now: each translation gives its own name."""
    return QCoreApplication.translate("Language", SOURCE)


def _own() -> str:
    return str(locate("translations"))
