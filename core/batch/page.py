"""The report of a batch as a page that needs nothing but itself and the results beside it.

It holds its pictures; links lead to results and records by their places below the folder, so that
they work wherever the folder is moved. Not here: how it looks (``core.batch.page_style``), and the
same for programs (``core.batch.report``).
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import TextIO
from urllib.parse import quote

from core.batch.item import STATES, Item
from core.batch.journal import Journal
from core.batch.options import AUTO
from core.batch.page_style import STYLE
from core.batch.selection import Tally, answers_of, tallied
from core.tasks import TASKS

__all__ = ["MOST_PICTURES", "write_page"]

MOST_PICTURES = 500
"""Items with pictures; a page with more would be too large to open."""
NO_PICTURES = (b"", b"")
MOST_LISTED = 200
"""Failed inputs and files passed over that are listed apart."""
BAR_PX = 40
SIGNS = {"waiting": "…", "working": "▶", "done": "✓", "skipped": "–", "failed": "✕"}
FIGURES = (("psnr", "PSNR, dB", 2), ("ssim", "SSIM", 4))
"""Of the metrics: key, heading, decimals."""
NOTICE = "Research software: not for diagnostic use."


def write_page(journal: Journal, part: Path) -> None:
    """Write the page: counts, a row per item, prompts by folder, what was passed over."""
    with part.open("w", encoding="utf-8") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Batch report</title><style>{STYLE}</style></head><body><main>\n"
        )
        file.write("".join((*_head(journal), *_failed(journal))))
        _write_items(file, journal)
        tallies = tallied(answers_of(journal.items("done")))
        file.write("".join((*_selection(tallies), *_passed_over(journal))))
        file.write("</main></body></html>\n")


def _head(journal: Journal) -> Iterator[str]:
    counts, options = journal.counts(), journal.options
    told = [f"{getattr(counts, state)} {state}" for state in STATES if getattr(counts, state)]
    facts = {
        "Model": _models(journal),
        "Task": TASKS[options.task].title if options.task in TASKS else "automatic",
        "Scale": f"{options.scale}x" if options.scale else "as the task says",
        "Strength": f"{options.strength:.0%}",
        **_means(journal),
        "Program": str(journal.told("program", "")),
    }
    yield f"<h1>Batch report</h1><p>{counts.total} inputs: {', '.join(told) or 'none'}.</p>"
    yield f'<p class="soft">{NOTICE}</p><dl>'
    yield from (f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    yield "</dl>\n"


def _models(journal: Journal) -> str:
    """Return which models restored the inputs."""
    names = [used["name"] for used in journal.told("models", {}).values()]
    if journal.options.model == AUTO:
        return f"automatic: {', '.join(names) or 'none used'}"
    return str(names[0] if names else Path(journal.options.model).stem)


def _means(journal: Journal) -> dict[str, str]:
    """Return the mean figures of the inputs that have finite ones."""
    all_metrics = [i.outcome["metrics"] for i in journal.items("done") if i.outcome.get("metrics")]
    means = {}
    for key, heading, digits in FIGURES:
        pairs = [(float(m["input"][key]), float(m["output"][key])) for m in all_metrics]
        pairs = [pair for pair in pairs if all(map(math.isfinite, pair))]
        if pairs:
            before, after = (fmean(side) for side in zip(*pairs, strict=True))
            said = f"{before:.{digits}f} → {after:.{digits}f}, of {len(pairs)} inputs"
            means[f"Mean {heading}"] = said
    return means


def _failed(journal: Journal) -> Iterator[str]:
    """Tell first what somebody has to look after."""
    failed = list(journal.items("failed"))
    if not failed:
        return
    yield "<section><h2>Failed</h2><ul>"
    for item in failed[:MOST_LISTED]:
        why = item.error[2] if item.error else ""
        yield f'<li><a href="#item-{item.id}">{escape(item.shown)}</a>: {escape(why)}</li>'
    yield "</ul>"
    yield from _further(len(failed))
    yield "</section>\n"


def _write_items(file: TextIO, journal: Journal) -> None:
    figures = any(item.outcome.get("metrics") for item in journal.items("done"))
    models = len(journal.told("models", {})) > 1
    columns = "".join(f'<th scope="col" class="number">{head}</th>' for _, head, _ in FIGURES)
    file.write(
        '<section><h2>Inputs</h2><table class="items"><caption>Inputs of the batch</caption>'
        '<thead><tr><th scope="col">File</th><th scope="col">State</th>'
        '<th scope="col">Before, after</th><th scope="col" class="number">Seconds</th>'
        f'{columns if figures else ""}<th scope="col">Notes</th></tr></thead><tbody>\n'
    )
    shown, left_out = 0, False
    for item in journal.items():
        pictures = NO_PICTURES if left_out else journal.pictures(item.id)
        if pictures[0] and shown == MOST_PICTURES:
            pictures, left_out = NO_PICTURES, True
        shown += bool(pictures[0])
        file.write(_row(item, pictures, figures=figures, models=models))
    file.write("</tbody></table>")
    if left_out:
        file.write(f'<p class="soft">Pictures are shown of the first {MOST_PICTURES} results.</p>')
    file.write("</section>\n")


def _row(item: Item, pictures: tuple[bytes, bytes], *, figures: bool, models: bool) -> str:
    shown = "".join(
        f'<img loading="lazy" alt="{escape(item.shown)}, {when}" title="{when}" '
        f'src="data:image/png;base64,{b64encode(png).decode()}">'
        for when, png in zip(("before", "after"), pictures, strict=True)
        if png
    )
    seconds = "" if item.seconds is None else f"{item.seconds:.1f}"
    metrics = item.outcome.get("metrics", {}) if figures else {}
    told = [_number(heading, _pair(metrics, key, digits)) for key, heading, digits in FIGURES]
    notes = _notes(item, models=models)
    return (
        f'<tr class="{item.state}" id="item-{item.id}"><th scope="row">{_name(item)}</th>'
        f'<td class="state">{SIGNS[item.state]} {item.state}</td>'
        f'<td class="pictures">{shown}</td>{_number("Seconds", seconds)}'
        f'{"".join(told) if figures else ""}<td class="notes">{notes}</td></tr>\n'
    )


def _name(item: Item) -> str:
    """Return the name as the user gave it, and where result and record are."""
    name = escape(item.shown) + (f"<small>{escape(item.title)}</small>" * bool(item.title))
    if item.state != "done" or item.target is None or item.sidecar is None:
        return name
    result = f'→ <a href="{quote(item.target.as_posix())}">{escape(item.target.name)}</a>'
    return f'{name}<small>{result} · <a href="{quote(item.sidecar.as_posix())}">record</a></small>'


def _number(heading: str, text: str) -> str:
    return f'<td class="number" data-label="{heading}">{text}</td>' if text else "<td></td>"


def _pair(metrics: dict[str, dict[str, float]], figure: str, digits: int) -> str:
    """Return a figure of input and result; infinities are texts in the journal."""
    if not metrics:
        return ""
    both = (float(metrics[side][figure]) for side in ("input", "output"))
    return " → ".join(f"{value:.{digits}f}".replace("inf", "∞") for value in both)


def _notes(item: Item, *, models: bool) -> str:
    outcome = item.outcome
    if item.error:
        code, what, *sentences = item.error
        said = [what, *(text[:1].upper() + text[1:] for text in sentences if text)]
        return f"<p>{escape('. '.join(said))}.</p>" + f"<small>{escape(code)}</small>" * bool(code)
    notes = [f"Restored by {outcome['model']}"] if models and outcome.get("model") else []
    if closest := outcome.get("selection", {}).get("closest", {}).get("task"):
        notes.append(f"Prompts closest to: {TASKS[closest].title}")
    notes += outcome.get("warnings", ())
    return "".join(f"<p>{escape(note[:1].upper() + note[1:])}</p>" for note in notes)


def _selection(tallies: list[Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield '<section><h2>Which prompts answered</h2><p class="soft">By folder: how many images '
    yield "chose each prompt of the two pools, prompt 1 at the left. A full bar: all of them.</p>"
    yield "<table><caption>Prompts by folder</caption><thead><tr>"
    yield '<th scope="col">Folder</th><th scope="col" class="number">Images</th>'
    yield '<th scope="col">Pool</th><th scope="col">Chosen by</th>'
    yield '<th scope="col" class="most">Most chosen</th></tr></thead><tbody>\n'
    several = len({tally.model for tally in tallies}) > 1
    for (folder, model), group in groupby(tallies, key=lambda tally: (tally.folder, tally.model)):
        pools = sorted(group, key=lambda tally: tally.pool, reverse=True)  # task, then domain
        name = escape(folder or "(the folder itself)")
        name += f"<small>{escape(model)}</small>" * several
        for place, tally in enumerate(pools):
            yield "<tr>"
            if not place:
                yield f'<th scope="rowgroup" rowspan="{len(pools)}">{name}</th>'
                yield f'<td class="number" rowspan="{len(pools)}">{tally.images}</td>'
            yield f"<td>{tally.pool}</td><td>{_bars(tally)}</td>"
            yield f'<td class="most">{_most(tally)}</td></tr>\n'
    yield "</tbody></table></section>\n"


def _bars(tally: Tally) -> str:
    """Return a bar for each prompt, in words for those who do not see it."""
    spoken = ", ".join(f"prompt {i} by {n}" for i, n in enumerate(tally.chosen, 1) if n)
    bars = "".join(
        f'<span style="height:{BAR_PX * count // tally.images}px" title="prompt {i}: {count}"'
        f"{'' if count else ' class=none'}></span>"
        for i, count in enumerate(tally.chosen, 1)
    )
    return f'<div class="bars" role="img" aria-label="Chosen: {spoken}">{bars}</div>'


def _most(tally: Tally) -> str:
    ranked = sorted(range(len(tally.chosen)), key=lambda i: -tally.chosen[i])[:3]
    return ", ".join(f"{i + 1} ({tally.chosen[i]})" for i in ranked if tally.chosen[i])


def _passed_over(journal: Journal) -> Iterator[str]:
    passed = journal.passed_over()
    if not passed:
        return
    yield f'<section><h2>Passed over</h2><p class="soft">Left alone: {len(passed)}.</p><ul>'
    for one in passed[:MOST_LISTED]:
        yield f"<li>{escape(one.shown)}: {escape(one.why)}</li>"
    yield "</ul>"
    yield from _further(len(passed))
    yield "</section>\n"


def _further(listed: int) -> Iterator[str]:
    if listed > MOST_LISTED:
        yield f'<p class="soft">And {listed - MOST_LISTED} further ones.</p>'
