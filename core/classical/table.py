"""The classical methods and what tuning tries: a row each."""

from __future__ import annotations

from core.classical.haze import dark_channel, dark_object
from core.classical.method import Method
from core.classical.sharpening import as_enlarged, lanczos, richardson_lucy, unsharp, wiener
from core.classical.smoothing import gaussian, median, non_local_means, opening, total_variation

__all__ = ["METHODS"]

SR = ("natural-sr4", "rs-sr4")
NOISY = ("ct-denoise", "pet-denoise")
VEILED = ("rs-cloud", "rs-dehaze")
RAIN, BLUR, MRI = "natural-derain", "natural-deblur", "mri-sr4"

METHODS: tuple[Method, ...] = (
    Method(id="bicubic", title="Bicubic", tasks=SR, restore=as_enlarged),
    Method(id="lanczos", title="Lanczos, 3 lobes", tasks=SR, restore=lanczos),
    Method(id="zero-filled", title="Zero-filled k-space", tasks=(MRI,), restore=as_enlarged),
    Method(
        id="unsharp",
        title="Unsharp mask",
        tasks=(*SR, MRI, BLUR),
        restore=unsharp,
        grid={"sigma": (1.0, 2.0, 4.0), "amount": (0.15, 0.3, 0.6, 1.0)},
    ),
    Method(
        id="gaussian",
        title="Gaussian filter",
        tasks=(*NOISY, MRI),
        restore=gaussian,
        grid={"sigma": (0.4, 0.6, 0.8, 1.0, 1.2, 1.5)},
    ),
    Method(
        id="total-variation",
        title="Total variation",
        tasks=(*NOISY, RAIN),
        restore=total_variation,
        grid={"weight": (0.01, 0.02, 0.03, 0.05, 0.08, 0.12)},
    ),
    Method(
        id="non-local-means",
        title="Non-local means",
        tasks=(*NOISY, RAIN),
        restore=non_local_means,
        grid={"h": (0.01, 0.02, 0.04, 0.06, 0.09)},
    ),
    Method(
        id="median",
        title="Median along rows",
        tasks=(RAIN,),
        restore=median,
        grid={"size": (3.0, 5.0, 7.0, 9.0)},
    ),
    Method(
        id="opening",
        title="Opening along rows",
        tasks=(RAIN,),
        restore=opening,
        grid={"width": (3.0, 5.0, 7.0, 11.0), "share": (0.25, 0.5, 0.75, 1.0)},
    ),
    Method(
        id="wiener",
        title="Wiener filter of a Gaussian blur",
        tasks=(BLUR,),
        restore=wiener,
        grid={"sigma": (0.7, 1.0, 1.5, 2.0), "balance": (0.003, 0.01, 0.03, 0.1, 0.3)},
    ),
    Method(
        id="richardson-lucy",
        title="Richardson and Lucy, Gaussian blur",
        tasks=(BLUR,),
        restore=richardson_lucy,
        grid={"sigma": (0.7, 1.0, 1.5, 2.0), "iterations": (2.0, 4.0, 8.0, 16.0)},
    ),
    Method(
        id="dark-channel",
        title="Dark channel prior",
        tasks=VEILED,
        restore=dark_channel,
        grid={"patch": (7.0, 15.0), "omega": (0.2, 0.35, 0.5, 0.65, 0.8, 0.95)},
    ),
    Method(
        id="dark-object",
        title="Dark-object subtraction",
        tasks=VEILED,
        restore=dark_object,
        grid={"percentile": (0.1, 1.0, 5.0), "share": (0.25, 0.5, 0.75, 1.0)},
    ),
)
"""Methods in the order in which they are tried. A new one is a function and a row."""
