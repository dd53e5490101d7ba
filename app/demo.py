"""``datprl-ir demo``: the bundled samples, restored, measured and shown."""

from __future__ import annotations

from pathlib import Path

from app.console import bar, say, warn
from core.job import JobResult, run_job
from core.options import JobOptions
from core.restorer import load_restorer
from core.view import before_after
from io_formats import WriteOptions, open_scene, save_scene
from io_formats.atomic import check_target
from io_formats.photo import drawn
from io_formats.progress import CancelToken
from resources import locate

__all__ = ["SAMPLES", "run_demo"]

SAMPLES = (
    ("CT series", "ct", "ct_truth"),
    ("MRI volume", "mri.nii.gz", "mri_truth.nii.gz"),
    ("satellite scene", "scene.tif", "scene_truth.tif"),
    ("photo", "photo.png", "photo_truth.png"),
)
"""Title, degraded sample and its truth, below ``resources/samples``."""


def run_demo(output: Path, *, model: str, device: str, force: bool, cancel: CancelToken) -> None:
    """Restore the four samples into a folder, with before/after pictures beside them.

    Raises
    ------
    RestorationError
    """
    restorer, _ = load_restorer(model, device=device)
    for title, name, truth in SAMPLES:
        shown = output / f"{name}.before-after.png"
        check_target(shown, force=force)
        options = JobOptions(
            output=output,
            reference=locate(f"samples/{truth}"),
            write=WriteOptions(force=force),
        )
        with bar(title) as progress:
            result = run_job(
                locate(f"samples/{name}"), options, restorer, progress=progress, cancel=cancel
            )
        _draw(result, options, shown)
        _tell(title, result, shown)
    say("Research software: not for diagnostic use.")


def _draw(result: JobResult, options: JobOptions, target: Path) -> None:
    assert options.reference is not None
    truth = open_scene(options.reference)
    canvas = before_after(result.original, result.restored, truth, result.record["window"])
    scene = drawn(canvas, "input, result, truth")
    save_scene(scene, target, result.derivation, options.write)


def _tell(title: str, result: JobResult, shown: Path) -> None:
    metrics = result.record["metrics"]
    before, after = metrics["input"], metrics["output"]
    say(
        f"{title:16} PSNR {before['psnr']:5.2f} -> {after['psnr']:5.2f} dB   "
        f"SSIM {before['ssim']:.4f} -> {after['ssim']:.4f}   "
        f"{result.written.path} and {shown.name}"
    )
    for sentence in result.warnings:
        warn(f"note: {title}: {sentence}")
