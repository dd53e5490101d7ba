"""The report of a batch as a page that needs nothing but itself, light or dark as the reader's.

Not here: the same for programs (``core.batch.report``).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TextIO

from core.batch.item import STATES, Item
from core.batch.journal import Journal
from core.batch.options import AUTO
from core.batch.selection import Tally, tallied

__all__ = ["MOST_PICTURES", "write_page"]

MOST_PICTURES = 500
"""Items with pictures; a page with more would be too large to open."""
MOST_PASSED_OVER = 200
SIGNS = {"waiting": "…", "working": "▶", "done": "✓", "skipped": "–", "failed": "✕"}
NOTICE = "Research software: not for diagnostic use."
STYLE = """
:root { color-scheme: light dark;
  --line: #cfd3d9; --soft: #565d68; --bad: #b3261e; --bar: #1f5fbf; }
@media (prefers-color-scheme: dark) {
  :root { --line: #43474f; --soft: #a9b0bb; --bad: #ff8a80; --bar: #7ab0ff; } }
body { font: 14px/1.5 system-ui, sans-serif; margin: 24px auto; max-width: 1120px;
  padding: 0 16px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 32px 0 8px; }
p.soft, td.soft, small { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 8px;
  border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.name { overflow-wrap: anywhere; } tr.failed td.state { color: var(--bad); font-weight: 600; }
td.state { white-space: nowrap; } td img { display: inline-block; margin-right: 4px; }
img { max-width: 112px; image-rendering: auto; background: #6b6b6b; }
td.chosen { display: flex; gap: 2px; align-items: flex-end; height: 40px; }
td.chosen span { width: 12px; background: var(--bar); } .wide { overflow-x: auto; }
"""


def write_page(journal: Journal, part: Path) -> None:
    """Write the page: counts, a row per item, prompts by folder, what was passed over."""
    with part.open("w", encoding="utf-8") as file:
        _head(file, journal)
        file.write('<div class="wide"><table><thead><tr><th>File</th><th>State</th>')
        file.write('<th>Before, after</th><th class="number">Seconds</th>')
        file.write('<th class="number">PSNR</th><th class="number">SSIM</th><th>Said</th></tr>')
        file.write("</thead><tbody>\n")
        left = MOST_PICTURES
        for item in journal.items():
            pictures = journal.pictures(item.id) if left else (b"", b"")
            left -= 1 if pictures[0] and left else 0
            file.write(_row(item, pictures))
        file.write("</tbody></table></div>\n")
        kept = ((i.folder, i.outcome.get("selection", {})) for i in journal.items("done"))
        file.write("".join(_selection(tallied(kept))))
        file.write("".join(_passed_over(journal)))
        file.write("</body></html>\n")


def _head(file: TextIO, journal: Journal) -> None:
    counts = journal.counts()
    told = [f"{getattr(counts, state)} {state}" for state in STATES if getattr(counts, state)]
    options = journal.options
    scale = f"{options.scale}x" if options.scale else "as the task says"
    chosen = (
        f"{_models(journal)}, task {options.task}, scale {scale}, "
        f"strength {options.strength:g}; program {journal.told('program', '')}."
    )
    file.write(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Batch report</title><style>{STYLE}</style></head><body>\n"
        f"<h1>Batch report</h1><p>{counts.total} inputs: {', '.join(told) or 'none'}.</p>"
        f'<p class="soft">{escape(chosen)} {NOTICE}</p>\n'
    )


def _models(journal: Journal) -> str:
    """Return which models restored the inputs."""
    names = [used["name"] for used in journal.told("models", {}).values()]
    if journal.options.model == AUTO:
        return f"Model automatic: {', '.join(names) or 'none used'}"
    return f"Model {names[0] if names else Path(journal.options.model).stem}"


def _row(item: Item, pictures: tuple[bytes, bytes]) -> str:
    metrics = item.outcome.get("metrics", {})
    shown = "".join(
        f'<img alt="{when}" src="data:image/png;base64,{b64encode(png).decode()}">'
        for when, png in zip(("before", "after"), pictures, strict=True)
        if png
    )
    said = list(item.outcome.get("warnings", ()))
    if item.error:
        code, what, why, fix = item.error
        said = [" - ".join(part for part in (what, why, fix) if part) + (f" ({code})" * bool(code))]
    name = escape(item.shown) + (f"<br><small>{escape(item.title)}</small>" * bool(item.title))
    if item.state == "done" and item.target:
        name += f"<br><small>→ {escape(item.target.as_posix())}</small>"
    seconds = "" if item.seconds is None else f"{item.seconds:.1f}"
    return (
        f'<tr class="{item.state}"><td class="name">{name}</td>'
        f'<td class="state">{SIGNS[item.state]} {item.state}</td><td>{shown}</td>'
        f'<td class="number">{seconds}</td><td class="number">{_pair(metrics, "psnr", 2, " dB")}'
        f'</td><td class="number">{_pair(metrics, "ssim", 4)}</td>'
        f'<td class="soft">{"<br>".join(map(escape, said))}</td></tr>\n'
    )


def _pair(metrics: dict[str, dict[str, float]], figure: str, digits: int, unit: str = "") -> str:
    """Return a figure of input and result; infinities are texts in the journal."""
    if not metrics:
        return ""
    before, after = (float(metrics[side][figure]) for side in ("input", "output"))
    return f"{before:.{digits}f} → {after:.{digits}f}{unit}"


def _selection(tallies: list[Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield "<h2>Which prompts answered</h2><p class='soft'>By folder: how many images chose each "
    yield "prompt of the two pools, prompt 1 at the left.</p><table><thead><tr><th>Folder</th>"
    yield "<th>Pool</th><th class='number'>Images</th><th>Chosen by</th><th>Most chosen</th></tr>"
    yield "</thead><tbody>\n"
    for tally in tallies:
        bars = "".join(
            f'<span style="height:{max(40 * count // tally.images, 1)}px" '
            f'title="prompt {i}: {count}"></span>'
            for i, count in enumerate(tally.chosen, 1)
        )
        ranked = sorted(range(len(tally.chosen)), key=lambda i: -tally.chosen[i])[:3]
        most = ", ".join(f"{i + 1} ({tally.chosen[i]})" for i in ranked if tally.chosen[i])
        yield (
            f"<tr><td class='name'>{escape(tally.folder or '.')}</td><td>{tally.pool}</td>"
            f"<td class='number'>{tally.images}</td><td class='chosen'>{bars}</td>"
            f"<td>{most}</td></tr>\n"
        )
    yield "</tbody></table>\n"


def _passed_over(journal: Journal) -> Iterator[str]:
    passed = journal.passed_over()
    if not passed:
        return
    yield f"<h2>Passed over</h2><p class='soft'>{len(passed)} files are no images.</p><ul>"
    for one in passed[:MOST_PASSED_OVER]:
        yield f"<li>{escape(one.shown)}: {escape(one.why)}</li>"
    yield "</ul>\n"
