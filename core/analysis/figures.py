"""The figures of an analysis as PNG, drawn without a screen.

Needs matplotlib, which the optional extra ``analysis`` brings. Colours are those of Okabe and Ito,
which readers with any kind of colour vision can tell apart; data sets also differ by their marks.
Not here: any computation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.descriptions import Terms
from core.analysis.tsne import Layout
from core.errors import ComputeError
from core.models.pools import Gate
from core.tasks import Domain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "Bars",
    "Heat",
    "gates_picture",
    "heat_picture",
    "selection_picture",
    "terms_picture",
    "tsne_picture",
]

DPI = 150
INK, MUTED, GRID = "#222222", "#6b6b6b", "#e4e4e4"
BLUE, ORANGE, GREEN, SKY = "#0072B2", "#E69F00", "#009E73", "#56B4E9"
VERMILION, PURPLE, BLACK = "#D55E00", "#CC79A7", "#000000"
DOMAIN_COLOURS: dict[Domain, str] = {"natural": GREEN, "medical": BLUE, "remote": VERMILION}
CYCLE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
MARKS = ("o", "^", "s", "D", "v")
SHOWN_WORDS = 12
STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Bars:
    """One data set in a picture of selections."""

    name: str
    """Data set and number of images."""
    domain: Domain
    """Gives the colour."""
    heights: NDArray[np.float64]
    """(N,) 0 to 1."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Heat:
    """One square of cosines."""

    title: str
    """Above the square."""
    values: NDArray[np.float64]
    """(N, N), -1 to 1."""
    groups: tuple[tuple[str, int], ...] = ()
    """Name and number of rows of groups that belong together; empty: rows are numbered."""


@contextmanager
def _picture(width: float, height: float, into: BytesIO) -> Iterator[Figure]:
    """Yield a figure of a size in inches; write it when the block ends."""
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ComputeError(
            "the figures were not drawn",
            why=f"an optional library is missing: {error}",
            fix="install it with: pip install 'datprl-ir[analysis]'",
        ) from error
    with rc_context(STYLE):
        figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        yield figure
        # Without the library's own note the same figure is the same file.
        figure.savefig(into, format="png", metadata={"Software": None})


def selection_picture(rows: Sequence[Bars], title: str) -> bytes:
    """Return a row of bars per data set over the numbers of the prompts."""
    into = BytesIO()
    count = len(rows[0].heights)
    with _picture(max(5.5, 1.9 + 0.3 * count), 1.3 + 0.62 * len(rows), into) as figure:
        grid = figure.subplots(len(rows), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, row in zip(grid, rows, strict=True):
            axes.bar(np.arange(1, count + 1), row.heights, 0.8, color=DOMAIN_COLOURS[row.domain])
            axes.set(ylim=(0, 1), yticks=(0, 1), xlim=(0.3, count + 0.7))
            axes.set_yticks((0.5,), minor=True)
            axes.grid(axis="y", which="both", color=GRID, linewidth=0.6)
            axes.set_axisbelow(True)
            axes.set_ylabel(row.name, rotation=0, ha="right", va="center")
        _numbered(grid[-1], count)
        grid[-1].set_xlabel("prompt")
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
        _domain_legend(figure, {row.domain for row in rows})
    return into.getvalue()


def heat_picture(panels: Sequence[Heat], title: str) -> bytes:
    """Return squares of cosines side by side under one scale of colours."""
    into = BytesIO()
    side = 6.2 if panels[0].groups else 4.0
    with _picture(
        side * len(panels) + 1.2, side + (0.1 if panels[0].groups else 0.7), into
    ) as figure:
        grid = figure.subplots(1, len(panels), squeeze=False)[0]
        for axes, panel in zip(grid, panels, strict=True):
            image = axes.imshow(panel.values, cmap="RdBu_r", vmin=-1, vmax=1)
            axes.set_title(panel.title)
            axes.spines[:].set_visible(False)
            if panel.groups:
                _grouped(axes, panel.groups)
            else:
                _squared(axes, len(panel.values))
        bar = figure.colorbar(image, ax=list(grid), shrink=0.75, aspect=28)
        bar.outline.set_visible(False)
        bar.set_label("cosine")
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    return into.getvalue()


def gates_picture(gates: Sequence[Gate], title: str) -> bytes:
    """Return a stacked bar per gated block: the features' share below, the prompts' above."""
    into = BytesIO()
    with _picture(max(6.0, 1.8 + 0.34 * len(gates)), 3.6, into) as figure:
        axes = figure.subplots()
        shares = np.array([gate.share for gate in gates])
        place = np.arange(len(gates))
        axes.bar(place, shares, 0.7, color=SKY, label="features (alpha)")
        axes.bar(
            place, 1 - shares, 0.7, bottom=shares, color=VERMILION, label="prompts (1 - alpha)"
        )
        axes.axhline(0.5, color=INK, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.set(ylim=(0, 1), xlim=(-0.6, len(gates) - 0.4), ylabel="share")
        axes.set_xticks(place, [str(gate.block) for gate in gates])
        axes.tick_params(axis="x", length=0)
        for start, stop, name in _stages(gates):
            axes.annotate(
                name, ((start + stop - 1) / 2, 0), (0, -20), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="center", va="top", annotation_clip=False,
            )  # fmt: skip
            if start:
                axes.axvline(start - 0.5, color=GRID, linewidth=1.2, zorder=0)
        axes.set_xlabel("\n\n\nblock, in order of execution")
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
        figure.legend(loc="outside lower right", ncols=2)
    return into.getvalue()


def terms_picture(found: Sequence[Terms], title: str) -> bytes:
    """Return the most frequent words of each data set as bars."""
    into = BytesIO()
    columns = min(3, len(found))
    rows = -(-len(found) // columns)
    with _picture(3.7 * columns, 0.6 + 2.7 * rows, into) as figure:
        grid = figure.subplots(rows, columns, sharex=True, squeeze=False).ravel()
        for axes, terms in zip(grid, found, strict=False):
            shown = terms.images[:SHOWN_WORDS]
            shares = [count / terms.descriptions for _, count in shown]
            axes.barh(range(len(shown)), shares, 0.75, color=BLUE)
            axes.set_yticks(range(len(shown)), [word for word, _ in shown])
            axes.set(xlim=(0, 1), ylim=(SHOWN_WORDS - 0.4, -0.6))
            axes.set_title(f"{terms.dataset} ({terms.descriptions})")
            axes.tick_params(axis="y", length=0)
            axes.grid(axis="x", color=GRID, linewidth=0.6)
            axes.set_axisbelow(True)
        for axes in grid[len(found) :]:
            axes.set_visible(False)
        for axes in grid[max(len(found) - columns, 0) : len(found)]:
            axes.tick_params(axis="x", labelbottom=True)
        figure.supxlabel("share of the images whose description has the word", fontsize=9)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    return into.getvalue()


def tsne_picture(layout: Layout, title: str) -> bytes:
    """Return the points of a layout, a colour and a mark per data set."""
    into = BytesIO()
    with _picture(7.2, 5.2, into) as figure:
        axes = figure.subplots()
        groups = np.array(layout.groups)
        for i, name in enumerate(sorted(set(layout.groups))):
            points = layout.points[groups == name]
            axes.scatter(
                points[:, 0],
                points[:, 1],
                s=22,
                color=CYCLE[i % len(CYCLE)],
                marker=MARKS[i % len(MARKS)],
                alpha=0.75,
                linewidths=0,
                label=f"{name} ({len(points)})",
            )
        axes.set(xticks=(), yticks=(), aspect="equal")
        axes.set_title(layout.source, fontweight="normal")
        axes.spines[:].set_visible(False)
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
        figure.legend(loc="outside right upper", markerscale=1.3)
    return into.getvalue()


def _numbered(axes: Axes, count: int) -> None:
    step = 1 if count <= 20 else 5
    axes.set_xticks(np.arange(step, count + 1, step))


def _squared(axes: Axes, count: int) -> None:
    step = 1 if count <= 20 else 5
    ticks = np.arange(step, count + 1, step)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(ticks - 1, [str(tick) for tick in ticks])
    axes.tick_params(length=0)
    axes.set_xlabel("prompt")


def _grouped(axes: Axes, groups: Sequence[tuple[str, int]]) -> None:
    """Name groups of rows and part them by white lines."""
    ends = np.cumsum([count for _, count in groups])
    middles = ends - np.array([count for _, count in groups]) / 2 - 0.5
    names = [name for name, _ in groups]
    axes.set_xticks(middles, names, rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(middles, names)
    axes.tick_params(length=0)
    for end in ends[:-1] - 0.5:
        axes.axhline(end, color="white", linewidth=1.2)
        axes.axvline(end, color="white", linewidth=1.2)


def _stages(gates: Sequence[Gate]) -> list[tuple[int, int, str]]:
    """Return where each run of blocks of one stage begins and ends, with its name."""
    sizes = ["full size" if gate.reduction == 1 else f"1/{gate.reduction}" for gate in gates]
    labels = [f"{gate.stage}\n{size}" for gate, size in zip(gates, sizes, strict=True)]
    starts = [i for i in range(len(labels)) if i == 0 or labels[i] != labels[i - 1]]
    return [
        (start, stop, labels[start])
        for start, stop in zip(starts, [*starts[1:], len(labels)], strict=True)
    ]


def _domain_legend(figure: Figure, domains: set[Domain]) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(color=colour, label=domain)
        for domain, colour in DOMAIN_COLOURS.items()
        if domain in domains
    ]
    figure.legend(handles=patches, loc="outside lower right", ncols=len(patches))
