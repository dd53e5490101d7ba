"""Pictures of the window in its states, so that a person can judge it: ``self-test --screens``."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRectF, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from app.gui.application import make_application
from app.gui.language import SOURCE
from app.gui.main_window import MainWindow
from app.gui.preferences import Preferences
from app.gui.theme import Theme, apply_theme
from app.gui.train_screens import apart, begin_training
from app.protocol import (
    BatchEnded,
    Crashed,
    Failed,
    Listened,
    Measured,
    Progress,
    Restored,
    Trusted,
)
from app.settings import Settings
from resources import locate

__all__ = ["STATES", "THEMES", "write_screens"]

THEMES: tuple[Theme, ...] = ("light", "dark")
LONGEST_MS = 60_000
"""After so long a state is drawn as it is."""


def write_screens(
    folder: Path, language: str = SOURCE, themes: Sequence[Theme] = THEMES
) -> list[Path]:
    """Walk through the states in some themes and write a PNG of each.

    Parameters
    ----------
    folder : Path
        Where to write ``THEME-STATE.png``; what is there under that name is replaced.
    language : str
        As the settings name it.
    themes : sequence of str
        Colours to draw in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application("light", language)
    written = []
    with apart(_wait):
        for theme in themes:
            # The colours first, as at a start: a label not yet shown would lose its margins.
            apply_theme(application, theme)
            window = MainWindow()
            window.show()
            application.processEvents()
            for name, reach in STATES:
                shown = reach(window) or window
                _settle()
                path = folder / f"{theme}-{name}.png"
                shown.grab().save(str(path))
                written.append(path)
                if shown is not window:
                    shown.close()
            window.close()
    return written


def _first(window: MainWindow) -> None:
    window.notice.show()


def _preferences(window: MainWindow) -> QWidget:
    dialog = Preferences(Settings(), window)
    dialog.show()
    return dialog


def _keys(window: MainWindow) -> QWidget:
    dialog = Preferences(Settings(), window)
    dialog.pages.setCurrentIndex(1)
    dialog.show()
    return dialog


def _empty(window: MainWindow) -> None:
    window.notice.hide()
    window.restore.target.set_over(False)


def _opened(window: MainWindow) -> None:
    _read(window, window.actions_by_id["demo"].trigger)


def _volume(window: MainWindow) -> None:
    window.restore.list.choose(1)
    window.restore.viewer.choose_orientation(1)


def _three_planes(window: MainWindow) -> None:
    viewer = window.restore.viewer
    viewer.choose_orientation(3)
    viewer.three.go_to((40, 60, 5))
    window.actions_by_id["region"].trigger()
    view = viewer.view
    if view is not None:
        viewer.three.region_tools[0].draw(QRectF(view.point(30, 24), view.point(66, 64)))


def _composite(window: MainWindow) -> None:
    window.restore.list.choose(2)
    window.restore.viewer.choose_look(1)


def _scene_changed(window: MainWindow) -> None:
    """Restore the scene, and show in false colour what that changed."""
    window.restore.inspector.bring(window.restore.inspector.panel)
    _restored(window)
    window.actions_by_id["difference"].setChecked(True)


def _photo(window: MainWindow) -> None:
    window.actions_by_id["difference"].setChecked(False)
    window.restore.list.choose(3)


def _restored(window: MainWindow) -> None:
    _until(
        window.restore.bridge.happened,
        lambda event: isinstance(event, Restored | Failed | Crashed),
        window.restore.inspector.panel.button.click,
    )


def _why(window: MainWindow) -> None:
    """Restore the CT series and ask every slice."""
    window.restore.list.choose(0)
    _restored(window)
    why = window.restore.inspector.why
    _until(
        window.restore.bridge.happened,
        lambda event: isinstance(event, Listened | Failed | Crashed),
        why.ask_slices.click,
    )
    why.charts["task"].pick(1)
    _settle()
    window.restore.inspector.bring(why)


def _compared(mode: str, window: MainWindow) -> None:
    window.actions_by_id[mode].setChecked(True)


def _swipe(window: MainWindow) -> None:
    window.restore.list.choose(0)
    _restored(window)
    window.actions_by_id["swipe"].setChecked(True)


def _measured(window: MainWindow) -> None:
    """Measure the restored CT series beside its truth."""
    measure = window.restore.inspector.measure
    _until(
        window.restore.bridge.happened,
        lambda event: isinstance(event, Measured | Failed | Crashed),
        lambda: measure.take(locate("samples/ct_truth")),
    )
    measure.error.click()
    _settle()
    window.restore.inspector.bring(measure)


def _trusted(window: MainWindow) -> None:
    """Look at one slice of the restored CT series without a truth."""
    trust = window.restore.inspector.trust
    _until(
        window.restore.bridge.happened,
        lambda event: isinstance(event, Trusted | Failed | Crashed),
        trust.button.click,
    )
    trust.spread_map.click()
    _settle()
    window.restore.inspector.bring(trust)


def _restoring(window: MainWindow) -> None:
    """Restore the MRI four times as large, and look before it is done."""
    window.restore.list.choose(1)
    window.restore.viewer.choose_orientation(0)
    panel = window.restore.inspector.panel
    panel.scale.group.button(2).click()
    window.restore.inspector.bring(panel)
    _until(
        window.restore.bridge.happened,
        lambda event: isinstance(event, Progress) and event.stage == "restoring",
        panel.button.click,
    )


def _crashed(window: MainWindow) -> None:
    """End the process that computes, as a lack of memory would."""
    process_id = window.restore.bridge.process_id
    if process_id is not None:
        _until(
            window.restore.bridge.happened,
            lambda event: isinstance(event, Crashed),
            lambda: os.kill(process_id, signal.SIGTERM),
        )


def _refused(window: MainWindow) -> None:
    _read(window, lambda: window.open_paths([Path(__file__)]))


def _batch(window: MainWindow) -> None:
    window.show_tab("batch")
    window.batch.clear()


def _batch_running(window: MainWindow) -> None:
    """List some photos and scenes, one of them damaged, and hold the batch in its middle."""
    batch, folder = window.batch, Path(tempfile.mkdtemp(prefix="datprl-ir-screens-"))
    for name in ("photo.png", "scene.tif", "mri.nii.gz"):
        for place, source in (("photos", name), ("truths", name.replace(".", "_truth.", 1))):
            (folder / place).mkdir(exist_ok=True)
            shutil.copy(locate(f"samples/{source}"), folder / place / name)
    whole = (folder / "photos" / "photo.png").read_bytes()
    (folder / "photos" / "holiday.png").write_bytes(whole[: len(whole) // 2])
    shutil.copy(locate("samples/photo.png"), folder / "truths" / "holiday.png")
    _until(
        batch.model.modelReset,
        lambda: bool(batch.state.rows),
        lambda: batch.take([folder / "photos"]),
    )
    batch.panel.show_truths(folder / "truths")
    _until(
        batch.bridge.happened,
        lambda event: not isinstance(event, Progress) and batch.state.counts.done > 0,
        batch.panel.start.click,
    )
    batch.panel.pause.click()


def _batch_elsewhere(window: MainWindow) -> None:
    window.show_tab("restore")


def _batch_ended(window: MainWindow) -> None:
    window.show_tab("batch")
    batch = window.batch
    _until(
        batch.bridge.happened,
        lambda event: isinstance(event, BatchEnded | Failed | Crashed),
        batch.panel.pause.click,
    )
    batch.table.selectRow(0)
    assert batch.panel.output is not None
    shutil.rmtree(batch.panel.output.parent)


def _models(window: MainWindow) -> None:
    window.show_tab("models")


def _help(window: MainWindow) -> None:
    window.show_tab("help")


def _new_training(window: MainWindow) -> None:
    window.show_tab("train")
    window.train.show_form()


def _training(window: MainWindow) -> None:
    begin_training(window, _wait)


STATES: tuple[tuple[str, Callable[[MainWindow], QWidget | None]], ...] = (
    ("first-start", _first),
    ("preferences", _preferences),
    ("keys", _keys),
    ("empty", _empty),
    ("ct", _opened),
    ("mri-coronal", _volume),
    ("mri-three-planes", _three_planes),
    ("scene-false-colour", _composite),
    ("scene-difference", _scene_changed),
    ("photo", _photo),
    ("restored", _restored),
    ("side-by-side", partial(_compared, "beside")),
    ("difference", partial(_compared, "difference")),
    ("lens", partial(_compared, "lens")),
    ("checkerboard", partial(_compared, "checkerboard")),
    ("swipe", _swipe),
    ("why", _why),
    ("measured", _measured),
    ("trusted", _trusted),
    ("restoring", _restoring),
    ("crashed", _crashed),
    ("refused", _refused),
    ("batch", _batch),
    ("batch-paused", _batch_running),
    ("batch-elsewhere", _batch_elsewhere),
    ("batch-failed", _batch_ended),
    ("models", _models),
    ("help", _help),
    ("train-form", _new_training),
    ("training", _training),
)
"""Name and how the state is reached, each from the one before."""


def _read(window: MainWindow, start: Callable[[], object]) -> None:
    """Start reading and wait until it has ended."""
    _until(window.restore.reading, lambda share, text: share >= 1 and not text, start)


def _until(signal: SignalInstance, over: Callable[..., bool], start: Callable[[], object]) -> None:
    """Start something and wait until the signal tells that it is over."""
    loop = QEventLoop()
    QTimer.singleShot(LONGEST_MS, loop, loop.quit)

    def heard(*told: object) -> None:
        if over(*told):
            loop.quit()

    signal.connect(heard)
    start()
    loop.exec()
    signal.disconnect(heard)


def _wait(over: Callable[[], bool]) -> None:
    """Wait until something is true, looking at it twice a second."""
    loop = QEventLoop()
    QTimer.singleShot(LONGEST_MS, loop, loop.quit)
    looking = QTimer(loop)
    looking.timeout.connect(lambda: loop.quit() if over() else None)
    looking.start(500)
    loop.exec()
    looking.stop()


def _settle() -> None:
    """Let what was asked for be laid out and painted."""
    loop = QEventLoop()
    QTimer.singleShot(200, loop.quit)
    loop.exec()
