"""The Restore tab: what is open, the picture, and what is known about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app import protocol as p
from app.display.domains import domain_of
from app.display.pyramid import needs_pyramid
from app.display.scales import Scale
from app.entry import Entry
from app.growing import growing
from app.gui.background import Background
from app.gui.banner import Banner
from app.gui.bridge import Bridge
from app.gui.canvas import Canvas
from app.gui.columns import lay_columns
from app.gui.empty import DropTarget
from app.gui.file_reading import FileReading
from app.gui.flicker import HeldKey
from app.gui.inspector import Inspector
from app.gui.keeping import Keeping
from app.gui.modes import WITH_BUTTON, ModeChoice
from app.gui.scene_list import SceneList
from app.gui.settling import Settling
from app.gui.view import Result
from app.gui.viewer import Viewer
from app.preferred import preferred
from app.session import Session
from io_formats import Scene
from io_formats.errors import RestorationError

__all__ = ["RestoreTab"]

LEFT, RIGHT = 220, 300
"""Width of the side columns at the start, in pixels."""
ON_THE_BAR = ("bands", "fit", "one-to-one", "smooth")


class RestoreTab(QWidget):
    """Opens what is dropped and shows it."""

    probed = Signal(str)
    opened_paths = Signal(object)
    """Files and folders of what is open, after each change."""
    reading = Signal(float, str)
    """Share that is read and the file at hand; an empty name once all is read."""

    def __init__(
        self, background: Background, actions: Mapping[str, QAction], target: DropTarget
    ) -> None:
        super().__init__()
        self.session = Session(self._changed)
        self.bridge = Bridge(self)
        self._files = FileReading(background, self)
        self._lot_awaited = False
        self._settling = Settling(self.session, lambda: self.entry, background, self)
        self._whole = False
        """Whether the chosen scene has a result."""
        self.banner = Banner(self)
        self.target = target
        self.viewer = Viewer(
            background,
            [actions[name] for name in WITH_BUTTON],
            [actions[name] for name in ON_THE_BAR],
            self,
        )
        self.list = SceneList(actions["open"], self)
        self.inspector = Inspector(self)
        self.keeping = Keeping(self.session, lambda: self.entry, self.viewer, background, self)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.target)
        self.middle.addWidget(self.viewer)
        self._lay_out()
        self._connect(actions)
        self._show_columns(shown=False)

    def _lay_out(self) -> None:
        column = QWidget(self)
        words = QVBoxLayout(column)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.banner)
        words.addWidget(self.middle, 1)
        lay_columns(self, [(self.list, LEFT), (column, None), (self.inspector, RIGHT)])

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        self._columns = (actions["left-column"], actions["right-column"])
        actions["left-column"].toggled.connect(self._fold_left)
        actions["right-column"].toggled.connect(self._fold_right)
        _on(actions["close"], self.close_scene)
        self.list.chosen.connect(self._choose)
        self._files.begun.connect(self._begin_lot)
        self._files.moved.connect(self.reading)
        self._files.packed.connect(self._offer_to_unpack)
        self._files.arrived.connect(self._add)
        self._settling.asked.connect(self.ask)
        self._settling.failed.connect(self.banner.show_error)
        self.bridge.happened.connect(self._hear)
        self._connect_viewer(actions)
        self._connect_comparison(actions)
        self._connect_sections(actions)
        self._connect_panel(actions)

    def _connect_viewer(self, actions: Mapping[str, QAction]) -> None:
        viewer = self.viewer
        viewer.probed.connect(self.probed)
        viewer.failed.connect(self.banner.show_error)
        viewer.counting.counted.connect(self.inspector.histogram.show_counts)
        viewer.levels_set.connect(self.inspector.histogram.show_levels)
        viewer.view_bar.others_offered.connect(actions["bands"].setEnabled)
        actions["bands"].setEnabled(False)
        _on(actions["bands"], viewer.view_bar.open_own)
        _on(actions["fit"], lambda: _each(viewer.seen, Canvas.fit))
        _on(actions["one-to-one"], lambda: _each(viewer.seen, Canvas.one_to_one))
        _on(actions["reset-levels"], viewer.reset_levels)
        _on(actions["next-slice"], lambda: viewer.step(1))
        _on(actions["previous-slice"], lambda: viewer.step(-1))
        for one in viewer.canvases:
            actions["smooth"].toggled.connect(one.set_smooth)
            actions["marks"].toggled.connect(one.marks.show_letters)
            actions["sides"].toggled.connect(one.marks.show_sides)

    def _connect_comparison(self, actions: Mapping[str, QAction]) -> None:
        viewer = self.viewer
        self._modes = ModeChoice(actions, self)
        self._modes.chosen.connect(viewer.set_mode)
        viewer.sided.connect(lambda _: self._allow_modes())
        self._key = HeldKey((self, self.list.items, *viewer.canvases), self)
        for held in (self._key.held, actions["before"].toggled):
            held.connect(viewer.comparison.hold)

    def _connect_sections(self, actions: Mapping[str, QAction]) -> None:
        viewer, inspector = self.viewer, self.inspector
        for section in inspector.sections:
            if hasattr(section, "asked"):
                section.asked.connect(self.ask)
            if hasattr(section, "failed"):
                section.failed.connect(self.banner.show_error)
            if hasattr(section, "map_wanted") and hasattr(section, "forget_map"):
                section.map_wanted.connect(partial(self._show_map, section))
                viewer.map_left.connect(section.forget_map)
        inspector.why.others = lambda: self.session.entries
        inspector.trust.plane = lambda: viewer.plane
        inspector.measure.slice_wanted.connect(viewer.show_plane)
        _on(actions["prompts"], lambda: inspector.bring(inspector.why))
        _on(actions["truth"], inspector.measure.choose)

    def _connect_panel(self, actions: Mapping[str, QAction]) -> None:
        panel, keeping = self.inspector.panel, self.keeping
        panel.wanted.connect(self.restore)
        panel.chosen.connect(self._choose_options)
        panel.region_wanted.connect(self.viewer.region_tool.set_active)
        panel.stop_wanted.connect(self.stop)
        panel.save_wanted.connect(keeping.save)
        panel.save_as_wanted.connect(keeping.save_as)
        keeping.asked.connect(self.ask)
        keeping.failed.connect(self._show_unsaved)
        keeping.exporting.connect(panel.tell_exporting)
        keeping.exported.connect(panel.tell_exported)
        keeping.kept.connect(panel.tell_kept)
        _on(actions["restore"], self.restore)
        _on(actions["cancel"], self.stop)
        _on(actions["region"], panel.draw_region)
        _on(actions["save"], keeping.save)
        _on(actions["save-as"], keeping.save_as)
        _on(actions["export-comparison"], keeping.export)

    @property
    def entry(self) -> Entry | None:
        """Return the chosen scene as it is now; None where nothing is open."""
        row = self.list.items.currentRow()
        return self.session.entries[row] if row >= 0 else None

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders in the background; what is dropped meanwhile comes after."""
        self._files.read(paths)

    def cancel_reading(self) -> None:
        """Read no further; what is open stays."""
        self._files.cancel()

    def close_scene(self) -> None:
        """Close the scene that is shown; what is being done to it is stopped."""
        entry = self.entry
        if entry is None:
            return
        if entry.job is not None:
            self.bridge.cancel(entry.job)
        forget = self.session.close(entry.id)
        if entry.answer is not None or entry.job is not None:
            self.bridge.send(forget)
        self.list.remove(self.list.items.currentRow())
        if self.session.entries:
            self._choose(self.list.items.currentRow())
        else:
            self.viewer.leave()
            self.inspector.show_entry(None)
            self.middle.setCurrentWidget(self.target)
            self._show_columns(shown=False)
        self._tell_open()

    def _tell_open(self) -> None:
        self.opened_paths.emit([entry.place.path for entry in self.session.entries])

    def _begin_lot(self) -> None:
        """Show the first of what is now read: who opens something means to look at it."""
        self.banner.dismiss()
        self._lot_awaited = True

    def _add(self, answer: Any) -> None:
        if isinstance(answer, RestorationError):
            self.banner.show_error(answer)
            return
        entry = self.session.add(answer.place)
        row = self.list.add(answer.scene, answer.title, answer.picture)
        self.session.opened(entry.id, answer.scene, title=answer.title, looks=answer.looks)
        if len(self.session.entries) == 1:
            self._show_columns(shown=True)
            self.middle.setCurrentWidget(self.viewer)
        if self._lot_awaited:
            self._lot_awaited = False
            self.list.choose(row)
        self._tell_open()

    def _offer_to_unpack(self, path: Path) -> None:
        self.banner.offer(self.tr("Unpack it beside itself"), lambda: self._files.unpack(path))

    def _choose(self, row: int) -> None:
        entry = self.entry
        if entry is not None and entry.scene is not None:
            self.viewer.show_scene(entry.scene, entry.looks)
            self._changed(entry)
            self._settling.wait()
            self.viewer.canvas.setFocus()

    def _changed(self, entry: Entry) -> None:
        """Show the chosen scene as it is now."""
        chosen = self.entry
        if chosen is not None and entry.id == chosen.id:
            self.inspector.show_entry(entry)
            self._show_pictures(entry)

    def _show_pictures(self, entry: Entry) -> None:
        """Show the result, or what there is of it while it is made."""
        if entry.scene is None:
            return
        made, result = entry.preview, None
        whole = made is None and entry.answer is not None and entry.restored is not None
        self._whole = whole
        self._allow_modes()
        # Around a region of a large raster the original is seen, so nothing more is read of it.
        large = needs_pyramid(entry.scene)
        part = made or (entry.answer.part if entry.answer is not None else None)
        region = part.region if part is not None and (large or part.scale > 1) else None
        if made is not None:
            try:
                strength = entry.options.strength
                scene = growing(entry.scene, made, entry.tiles, strength, whole=not large)
            except FileNotFoundError:
                return  # stopped: its pixels went before its last tile was heard of
            self.viewer.show_growing(Result(scene=scene, scale=made.scale, region=region))
            return
        if part is not None and entry.restored is not None and entry.alone is not None:
            scene = entry.alone if large else entry.restored
            result = Result(scene=scene, scale=part.scale, region=region)
        self.viewer.show_result(result)

    def _allow_modes(self) -> None:
        """Let before and after be compared where there is a result, and one side is seen."""
        self._modes.setEnabled(self._whole and self.viewer.three.isHidden())

    def _show_map(self, section: Any, told: Scene | None, scale: Scale | None) -> None:
        """Show a section's map instead of any other section's."""
        for other in self.inspector.sections:
            forget = getattr(other, "forget_map", None)
            if other is not section and forget is not None:
                forget()
        self.viewer.show_map(told, scale)

    def ask(self, request: p.AboutScene) -> None:
        """Send a request about an open scene to the process that computes."""
        self.banner.dismiss()
        self.session.sent(request, self.bridge.send(request))

    def restore(self) -> None:
        """Restore the chosen scene, or the part of it that is meant, as it is chosen."""
        entry, panel = self.entry, self.inspector.panel
        if entry is None or entry.scene is None or entry.job is not None:
            return
        if not panel.assumption.possible:
            return
        told = preferred(domain_of(entry.scene))
        region = self.viewer.region(one_slice=panel.one_slice)
        self.session.choose(entry.id, region=region, tile=entry.options.tile or told.tile)
        self.ask(
            self.session.restore(
                entry.id,
                model=panel.model_name,
                device=panel.more.chosen_device or told.device,
                precision=panel.more.chosen_precision or told.precision,
            )
        )

    def _choose_options(self, options: Mapping[str, Any]) -> None:
        entry = self.entry
        if entry is not None:
            self.session.choose(entry.id, **options)
            self._settling.wait()

    def stop(self) -> None:
        """Stop what is being done to the chosen scene, or reading."""
        entry = self.entry
        if entry is not None and entry.job is not None:
            self.bridge.cancel(entry.job)
        else:
            self.cancel_reading()

    def _show_unsaved(self, error: RestorationError) -> None:
        self.banner.dismiss()
        self.banner.show_error(error)

    def _hear(self, event: p.Event) -> None:
        """Show what the process that computes tells."""
        entry = self.session.hear(event)
        if isinstance(event, p.Restored) and entry is not None and entry is self.entry:
            self._modes.begin()  # a person sees at once what became of their image
        if isinstance(event, p.Measured | p.Restored):
            self._settling.wait()
        # What failed in another tab is told there.
        if isinstance(event, p.Crashed) or (isinstance(event, p.Failed) and entry is not None):
            self.banner.show_fault(event)
            if isinstance(event, p.Failed) and entry is not None:
                self.keeping.mend(entry, event, self.banner)
        elif isinstance(event, p.Saved) and entry is not None:
            self.keeping.note(entry, event)

    def _show_columns(self, *, shown: bool) -> None:
        self.list.setVisible(shown and self._columns[0].isChecked())
        self.inspector.setVisible(shown and self._columns[1].isChecked())

    def _fold_left(self, shown: bool) -> None:
        self.list.setVisible(shown and bool(self.session.entries))

    def _fold_right(self, shown: bool) -> None:
        self.inspector.setVisible(shown and bool(self.session.entries))


def _on(action: QAction, call: Callable[[], object]) -> None:
    """Call without the state of the action, which ``triggered`` hands on."""
    action.triggered.connect(lambda _: call())


def _each(canvases: Sequence[Canvas], do: Callable[[Canvas], None]) -> None:
    for canvas in canvases:
        do(canvas)
