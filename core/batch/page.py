"""The report of a batch as a page that needs nothing but itself and the results beside it.

It holds its pictures; links lead to results and records by their places below the folder, so that
they work wherever the folder is moved. Not here: how it looks (``core.batch.page_style``), in which
words (``core.batch.page_words``), and the same for programs (``core.batch.report``).
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable, Iterator
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
from core.batch.page_words import ENGLISH, PageLanguage
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


def write_page(journal: Journal, part: Path, language: PageLanguage = ENGLISH) -> None:
    """Write the page: counts, a row per item, prompts by folder, what was passed over.

    Parameters
    ----------
    language : PageLanguage
        Of its reader; names, and codes of errors, are the same in all.
    """
    said = language.said
    with part.open("w", encoding="utf-8") as file:
        file.write(
            f'<!DOCTYPE html>\n<html lang="{said("en")}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{said('Batch report')}</title><style>{STYLE}</style></head><body><main>\n"
        )
        file.write("".join((*_head(journal, language), *_failed(journal, language))))
        _write_items(file, journal, language)
        tallies = tallied(answers_of(journal.items("done")))
        file.write("".join((*_selection(tallies, language), *_passed_over(journal, language))))
        file.write("</main></body></html>\n")


def _head(journal: Journal, language: PageLanguage) -> Iterator[str]:
    said = language.said
    counts, options = journal.counts(), journal.options
    counted = {state: getattr(counts, state) for state in STATES}
    told = [said(f"{{0}} {state}", count) for state, count in counted.items() if count]
    task = TASKS.get(options.task)
    facts = {
        said("Model"): _models(journal, language),
        said("Task"): language.told(task.title, "") if task else said("automatic"),
        said("Scale"): f"{options.scale}x" if options.scale else said("as the task says"),
        said("Strength"): f"{options.strength:.0%}",
        **_means(journal, language),
        said("Program"): str(journal.told("program", "")),
    }
    inputs = said("{0} inputs: {1}.", counts.total, said(", ").join(told) or said("none"))
    yield f"<h1>{said('Batch report')}</h1><p>{inputs}</p>"
    yield f'<p class="soft">{said("Research software: not for diagnostic use.")}</p><dl>'
    yield from (f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    yield "</dl>\n"


def _models(journal: Journal, language: PageLanguage) -> str:
    """Return which models restored the inputs."""
    said = language.said
    names = [used["name"] for used in journal.told("models", {}).values()]
    if journal.options.model == AUTO:
        return said("automatic: {0}", said(", ").join(names) or said("none used"))
    return str(names[0] if names else Path(journal.options.model).stem)


def _means(journal: Journal, language: PageLanguage) -> dict[str, str]:
    """Return the mean figures of the inputs that have finite ones."""
    all_metrics = [i.outcome["metrics"] for i in journal.items("done") if i.outcome.get("metrics")]
    means = {}
    for key, heading, digits in FIGURES:
        pairs = [(float(m["input"][key]), float(m["output"][key])) for m in all_metrics]
        pairs = [pair for pair in pairs if all(map(math.isfinite, pair))]
        if pairs:
            before, after = (fmean(side) for side in zip(*pairs, strict=True))
            both = (f"{before:.{digits}f}", f"{after:.{digits}f}")
            name = language.said("Mean {0}", language.said(heading))
            means[name] = language.said("{0} → {1}, of {2} inputs", *both, len(pairs))
    return means


def _failed(journal: Journal, language: PageLanguage) -> Iterator[str]:
    """Tell first what somebody has to look after."""
    failed = list(journal.items("failed"))
    if not failed:
        return
    yield f"<section><h2>{language.said('Failed')}</h2><ul>"
    for item in failed[:MOST_LISTED]:
        why = language.told(item.error[2], item.shown) if item.error else ""
        link = f'<a href="#item-{item.id}">{escape(item.shown)}</a>'
        yield f"<li>{link}{language.said(': ')}{escape(why)}</li>"
    yield "</ul>"
    yield from _further(len(failed), language)
    yield "</section>\n"


def _write_items(file: TextIO, journal: Journal, language: PageLanguage) -> None:
    said = language.said
    figures = any(item.outcome.get("metrics") for item in journal.items("done"))
    models = len(journal.told("models", {})) > 1
    heads = [("", "File"), ("", "State"), ("", "Before, after"), ("number", "Seconds")]
    heads += [("number", heading) for _, heading, _ in FIGURES] * figures
    file.write(
        f'<section><h2>{said("Inputs")}</h2><table class="items">'
        f"<caption>{said('Inputs of the batch')}</caption><thead><tr>"
        f"{_heads((*heads, ('', 'Notes')), language)}</tr></thead><tbody>\n"
    )
    shown, left_out = 0, False
    for item in journal.items():
        pictures = NO_PICTURES if left_out else journal.pictures(item.id)
        if pictures[0] and shown == MOST_PICTURES:
            pictures, left_out = NO_PICTURES, True
        shown += bool(pictures[0])
        file.write(_row(item, pictures, language, figures=figures, models=models))
    file.write("</tbody></table>")
    if left_out:
        told = said("Pictures are shown of the first {0} results.", MOST_PICTURES)
        file.write(f'<p class="soft">{told}</p>')
    file.write("</section>\n")


def _heads(heads: Iterable[tuple[str, str]], language: PageLanguage) -> str:
    """Return headings of columns: each by its class and its text."""
    return "".join(
        f'<th scope="col"{f" class={kind}" if kind else ""}>{language.said(text)}</th>'
        for kind, text in heads
    )


def _row(
    item: Item,
    pictures: tuple[bytes, bytes],
    language: PageLanguage,
    *,
    figures: bool,
    models: bool,
) -> str:
    said = language.said
    shown = "".join(
        f'<img loading="lazy" alt="{escape(said("{0}, {1}", item.shown, when))}" title="{when}" '
        f'src="data:image/png;base64,{b64encode(png).decode()}">'
        for when, png in zip((said("before"), said("after")), pictures, strict=True)
        if png
    )
    seconds = "" if item.seconds is None else f"{item.seconds:.1f}"
    metrics = item.outcome.get("metrics", {}) if figures else {}
    told = [_number(said(heading), _pair(metrics, key, digits)) for key, heading, digits in FIGURES]
    notes = _notes(item, language, models=models)
    return (
        f'<tr class="{item.state}" id="item-{item.id}"><th scope="row">{_name(item, language)}</th>'
        f'<td class="state">{SIGNS[item.state]} {said(item.state)}</td>'
        f'<td class="pictures">{shown}</td>{_number(said("Seconds"), seconds)}'
        f'{"".join(told) if figures else ""}<td class="notes">{notes}</td></tr>\n'
    )


def _name(item: Item, language: PageLanguage) -> str:
    """Return the name as the user gave it, and where result and record are."""
    title = language.told(item.title, "")
    name = escape(item.shown) + (f"<small>{escape(title)}</small>" * bool(title))
    if item.state != "done" or item.target is None or item.sidecar is None:
        return name
    result = f'→ <a href="{quote(item.target.as_posix())}">{escape(item.target.name)}</a>'
    record = f'<a href="{quote(item.sidecar.as_posix())}">{language.said("record")}</a>'
    return f"{name}<small>{result} · {record}</small>"


def _number(heading: str, text: str) -> str:
    return f'<td class="number" data-label="{heading}">{text}</td>' if text else "<td></td>"


def _pair(metrics: dict[str, dict[str, float]], figure: str, digits: int) -> str:
    """Return a figure of input and result; infinities are texts in the journal."""
    if not metrics:
        return ""
    both = (float(metrics[side][figure]) for side in ("input", "output"))
    return " → ".join(f"{value:.{digits}f}".replace("inf", "∞") for value in both)


def _notes(item: Item, language: PageLanguage, *, models: bool) -> str:
    said, told, outcome = language.said, language.told, item.outcome
    if item.error:
        code, *clauses = item.error
        text = language.paragraph([told(clause, item.shown) for clause in clauses])
        return f"<p>{escape(text)}</p>" + f"<small>{escape(code)}</small>" * bool(code)
    model = outcome.get("model") if models else None
    notes = [said("Restored by {0}", model)] if model else []
    if closest := outcome.get("selection", {}).get("closest", {}).get("task"):
        notes.append(said("Prompts closest to: {0}", told(TASKS[closest].title, "")))
    notes += [told(warning, item.shown) for warning in outcome.get("warnings", ())]
    return "".join(f"<p>{escape(note[:1].upper() + note[1:])}</p>" for note in notes)


def _selection(tallies: list[Tally], language: PageLanguage) -> Iterator[str]:
    if not tallies:
        return
    said = language.said
    explained = said(
        "By folder: how many images chose each prompt of the two pools, prompt 1 at the left. "
        "A full bar: all of them."
    )
    heads = [("", "Folder"), ("number", "Images"), ("", "Pool"), ("", "Chosen by")]
    yield f'<section><h2>{said("Which prompts answered")}</h2><p class="soft">{explained}</p>'
    yield f"<table><caption>{said('Prompts by folder')}</caption><thead><tr>"
    yield f"{_heads((*heads, ('most', 'Most chosen')), language)}</tr></thead><tbody>\n"
    several = len({tally.model for tally in tallies}) > 1
    for (folder, model), group in groupby(tallies, key=lambda tally: (tally.folder, tally.model)):
        pools = sorted(group, key=lambda tally: tally.pool, reverse=True)  # task, then domain
        name = escape(folder or said("(the folder itself)"))
        name += f"<small>{escape(model)}</small>" * several
        for place, tally in enumerate(pools):
            yield "<tr>"
            if not place:
                yield f'<th scope="rowgroup" rowspan="{len(pools)}">{name}</th>'
                yield f'<td class="number" rowspan="{len(pools)}">{tally.images}</td>'
            yield f"<td>{said(tally.pool)}</td><td>{_bars(tally, language)}</td>"
            yield f'<td class="most">{_most(tally, language)}</td></tr>\n'
    yield "</tbody></table></section>\n"


def _bars(tally: Tally, language: PageLanguage) -> str:
    """Return a bar for each prompt, in words for those who do not see it."""
    said = language.said
    each = (said("prompt {0} by {1}", i, n) for i, n in enumerate(tally.chosen, 1) if n)
    spoken = said("Chosen: {0}", said(", ").join(each))
    bars = "".join(
        f'<span style="height:{BAR_PX * count // tally.images}px" '
        f'title="{said("prompt {0}: {1}", i, count)}"'
        f"{'' if count else ' class=none'}></span>"
        for i, count in enumerate(tally.chosen, 1)
    )
    return f'<div class="bars" role="img" aria-label="{spoken}">{bars}</div>'


def _most(tally: Tally, language: PageLanguage) -> str:
    said = language.said
    ranked = sorted(range(len(tally.chosen)), key=lambda i: -tally.chosen[i])[:3]
    told = (said("{0} ({1})", i + 1, tally.chosen[i]) for i in ranked if tally.chosen[i])
    return said(", ").join(told)


def _passed_over(journal: Journal, language: PageLanguage) -> Iterator[str]:
    said = language.said
    passed = journal.passed_over()
    if not passed:
        return
    yield f"<section><h2>{said('Passed over')}</h2>"
    yield f'<p class="soft">{said("Left alone: {0}.", len(passed))}</p><ul>'
    for one in passed[:MOST_LISTED]:
        why = language.told(one.why, one.shown)
        yield f"<li>{escape(one.shown)}{said(': ')}{escape(why)}</li>"
    yield "</ul>"
    yield from _further(len(passed), language)
    yield "</section>\n"


def _further(listed: int, language: PageLanguage) -> Iterator[str]:
    if listed > MOST_LISTED:
        told = language.said("And {0} further ones.", listed - MOST_LISTED)
        yield f'<p class="soft">{told}</p>'
