"""The figures that the paper prints: Table 1 (six tasks) and Table 5 (nine tasks), PSNR / SSIM.

Numbers stand here as printed, also where the print contradicts itself; what is known to be wrong is
marked by ``doubt``. All are the authors' measurements, on whole 8-bit RGB images.

References
----------
"Learning Domain-Aware Task Prompt Representations for Multi-Domain All-in-One Image Restoration",
ICLR 2026, arXiv:2603.01725, tables 1, 4 and 5.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PAPER_SETS", "PUBLISHED", "Cell", "PaperSet", "PublishedRow", "doubt"]

Cell = tuple[float, float]
"""PSNR in dB and SSIM."""


@dataclass(frozen=True, kw_only=True)
class PaperSet:
    """Test set of one task."""

    title: str
    """As the paper calls it."""
    images: int
    """Number of test images, Table 4."""
    stems: tuple[str, ...]
    """How the id of a layout begins that holds it, without hyphens."""
    caution: str = ""
    """What even a reader of the same data set cannot repeat, since nobody published it."""


@dataclass(frozen=True, kw_only=True)
class PublishedRow:
    """One line of a table."""

    table: int
    """1 or 5."""
    method: str
    """As the paper spells it."""
    cells: dict[str, Cell]
    """By id of the task."""
    average: Cell | None
    """As printed at the end of the line; Table 5 has none."""

    @property
    def mean(self) -> Cell:
        """The mean of the cells, worked out anew."""
        psnr, ssim = zip(*self.cells.values(), strict=True)
        return sum(psnr) / len(psnr), sum(ssim) / len(ssim)


NO_SPLIT = "the paper does not tell which images it tested on"
NO_MAP = "the paper does not tell how it mapped values to 8 bits"

PAPER_SETS: dict[str, PaperSet] = {
    "natural-sr4": PaperSet(title="DIV2K-Val", images=100, stems=("div2k", "df2k")),
    "natural-derain": PaperSet(title="Rain100L", images=100, stems=("rain100l",)),
    "natural-deblur": PaperSet(title="GoPro", images=1111, stems=("gopro",)),
    "mri-sr4": PaperSet(title="IXI", images=11400, stems=("ixi",), caution=NO_MAP),
    "ct-denoise": PaperSet(title="AAPM-Mayo", images=211, stems=("aapm", "mayo"), caution=NO_MAP),
    "pet-denoise": PaperSet(
        title="PolarStar m660", images=2044, stems=("polarstar", "m660"), caution=NO_MAP
    ),
    "rs-sr4": PaperSet(title="UCMerced", images=300, stems=("ucm",), caution=NO_SPLIT),
    "rs-cloud": PaperSet(title="CUHK CR1", images=134, stems=("cuhk",)),
    "rs-dehaze": PaperSet(title="RICE1", images=100, stems=("rice1",), caution=NO_SPLIT),
}
"""By id of the task, in the order of Table 5."""

SIX = ("natural-sr4", "natural-derain", "mri-sr4", "ct-denoise", "rs-sr4", "rs-cloud")

TABLE_1 = """
MPRNet       28.82/.8115 38.07/.9817 26.84/.8891 33.60/.9259 27.70/.7730 25.35/.7389 30.06/.8534
SwinIR       28.61/.8051 36.07/.9736 26.06/.8766 33.51/.9243 27.29/.7545 24.36/.6552 29.32/.8316
Restormer    28.94/.8158 38.34/.9822 27.58/.9017 33.69/.9268 28.01/.7844 25.96/.7541 30.42/.8608
NAFNet       28.73/.8146 37.06/.9773 27.32/.8980 33.68/.9270 27.87/.7808 25.99/.7591 30.11/.8595
Transweather 27.40/.7643 33.20/.9495 24.59/.8181 31.98/.9040 25.97/.6933 22.95/.5732 27.68/.7837
PromptIR     28.77/.8160 38.71/.9831 27.61/.9023 33.71/.9270 28.05/.7860 25.81/.7518 30.44/.8610
AMIR         28.78/.8139 38.10/.9820 26.30/.8793 33.66/.9262 27.87/.7797 25.75/.7474 30.15/.8548
DFPIR        27.69/.7845 37.33/.9745 24.59/.8181 32.66/.9137 25.97/.6933 26.02/.7072 29.38/.8152
AdaIR        28.81/.8157 38.19/.9816 27.54/.9009 33.68/.9266 27.99/.7840 26.03/.7578 30.04/.8578
MoCEIR       28.16/.8156 38.64/.9840 27.75/.9027 33.74/.9278 28.06/.7843 26.06/.7615 30.40/.8620
DATPRL-IR-6T 28.98/.8191 39.56/.9865 27.88/.9053 33.80/.9278 28.29/.7917 26.12/.7612 30.77/.8653
DATPRL-IR-7T 29.03/.8183 39.65/.9866 27.78/.9037 33.76/.9269 28.28/.7908 25.91/.7594 30.90/.8987
DATPRL-IR-8T 28.99/.8188 39.64/.9866 27.82/.9047 33.77/.9269 28.31/.7920 25.92/.7590 30.91/.8985
DATPRL-IR-9T 29.05/.8181 39.67/.9867 27.86/.9045 33.77/.9273 28.31/.7913 26.00/.7592 30.94/.8983
"""
"""PSNR and SSIM of the six tasks, then the printed average."""

NINE = tuple(PAPER_SETS)

TABLE_5 = """
MPRNet       28.32/.8067 37.55/.9797 28.02/.8570 26.69/.8871 33.54/.9253 36.72/.9475
             27.47/.7646 25.20/.7334 25.66/.9268
SwinIR       28.80/.8109 37.55/.9802 28.17/.8510 26.49/.8844 33.63/.9251 36.78/.9468
             27.52/.7670 25.39/.7249 25.42/.9244
Restormer    28.63/.8150 38.45/.9833 29.06/.8805 27.43/.8992 33.70/.9269 37.20/.9509
             27.94/.7827 25.66/.7451 26.07/.9286
NAFNet       28.64/.8128 37.31/.9783 29.20/.8828 27.31/.8977 33.66/.9267 37.14/.9505
             27.80/.7774 25.96/.7591 26.45/.9215
Transweather 28.16/.7951 32.41/.9392 26.53/.8116 25.55/.8638 32.98/.9209 36.47/.9440
             26.90/.7402 25.35/.7193 25.18/.9226
PromptIR     28.86/.8127 38.21/.9811 28.79/.8749 27.31/.8964 33.66/.9265 37.03/.9495
             27.91/.7809 25.33/.7360 26.86/.9399
AdaIR        28.24/.8153 38.40/.9834 29.21/.8835 27.52/.9013 33.70/.9270 37.17/.9508
             27.96/.7837 25.87/.7528 25.40/.9274
MoCEIR       28.68/.8152 38.26/.9827 29.32/.8855 27.62/.9003 33.72/.9278 37.16/.9502
             28.00/.7809 25.83/.7586 26.31/.9395
DATPRL-IR-9T 29.05/.8181 39.67/.9867 29.57/.8881 27.86/.9045 33.77/.9273 37.12/.9502
             28.31/.7913 26.00/.7592 26.94/.9347
"""
"""PSNR and SSIM of the nine tasks, two lines per method."""


def _parsed(table: int, text: str, tasks: tuple[str, ...]) -> tuple[PublishedRow, ...]:
    """Return the rows of a table: a name, then cells up to the next name."""
    rows: list[tuple[str, list[Cell]]] = []
    for word in text.split():
        psnr, slash, ssim = word.partition("/")
        if slash:
            rows[-1][1].append((float(psnr), float(ssim)))
        else:
            rows.append((word, []))
    found = []
    for method, cells in rows:
        own, rest = cells[: len(tasks)], cells[len(tasks) :]
        found.append(
            PublishedRow(
                table=table,
                method=method,
                cells=dict(zip(tasks, own, strict=True)),
                average=rest[0] if rest else None,
            )
        )
    return tuple(found)


PUBLISHED: tuple[PublishedRow, ...] = (
    *_parsed(1, TABLE_1, SIX),
    *_parsed(5, TABLE_5, NINE),
)
"""All lines of both tables, in the paper's order."""

TWINS = ("Transweather", "DFPIR")


def doubt(row: PublishedRow, task: str) -> str:
    """Return what is wrong with a cell as printed; empty where nothing is known to be.

    Parameters
    ----------
    task : str
        Id of a task, or ``average`` for the printed average of Table 1.
    """
    if task == "average":
        return _doubt_average(row)
    if row.table == 1 and row.method in TWINS and task in ("mri-sr4", "rs-sr4"):
        return f"Table 1 prints the same figures for {TWINS[0]} and {TWINS[1]}"
    return ""


def _doubt_average(row: PublishedRow) -> str:
    if row.average is None:
        return ""
    psnr, ssim = row.mean
    # Half a unit of the last digit, and what the rounding of the cells may add.
    if abs(psnr - row.average[0]) <= 0.006 and abs(ssim - row.average[1]) <= 0.00011:
        return ""
    return (
        f"Table 1 prints the average {row.average[0]:.2f} / {row.average[1]:.4f} for {row.method}, "
        f"its cells give {psnr:.3f} / {ssim:.4f}"
    )
