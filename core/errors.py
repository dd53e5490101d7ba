"""The branches of the error family that belong to the model, the computation and the training.

::

    RestorationError            (io_formats.errors)
    ├─ ModelError     ModelNotFound · WeightsMismatch · UnsafeWeights · TaskNotSupported
    ├─ ComputeError   OutOfMemory · DeviceUnavailable · NonFiniteOutput · Defect
    └─ TrainingError  PairMismatch · CaptionsMissing · UnusableConfig · LossNotFinite
"""

from __future__ import annotations

from io_formats.errors import RestorationError

__all__ = [
    "CaptionsMissing",
    "ComputeError",
    "Defect",
    "DeviceUnavailable",
    "LossNotFinite",
    "ModelError",
    "ModelNotFound",
    "NonFiniteOutput",
    "OutOfMemory",
    "PairMismatch",
    "TaskNotSupported",
    "TrainingError",
    "UnsafeWeights",
    "UnusableConfig",
    "WeightsMismatch",
]


class ModelError(RestorationError):
    """A model cannot be used."""

    code = "MODEL"


class ModelNotFound(ModelError):
    """No card of that name, or its weights file is missing."""

    code = "MODEL-NOT-FOUND"


class WeightsMismatch(ModelError):
    """The weights do not belong to the architecture, or are not the file the card describes."""

    code = "WEIGHTS-MISMATCH"


class UnsafeWeights(ModelError):
    """The file would have to run code to be read."""

    code = "UNSAFE-WEIGHTS"


class TaskNotSupported(ModelError):
    """The task, scale or content is not one the card lists."""

    code = "TASK-NOT-SUPPORTED"


class ComputeError(RestorationError):
    """The computation could not be carried out."""

    code = "COMPUTE"


class OutOfMemory(ComputeError):
    """The device's memory does not suffice even for the smallest tile."""

    code = "OUT-OF-MEMORY"


class DeviceUnavailable(ComputeError):
    """The device asked for is not there."""

    code = "DEVICE-UNAVAILABLE"


class NonFiniteOutput(ComputeError):
    """The network returned NaN or infinity."""

    code = "NON-FINITE-OUTPUT"


class Defect(ComputeError):
    """A mistake of the program itself, met while one of many was restored; it costs that one."""

    code = "DEFECT"


class TrainingError(RestorationError):
    """A training cannot start or go on."""

    code = "TRAINING"


class PairMismatch(TrainingError):
    """Degraded and clean images do not form pairs."""

    code = "PAIR-MISMATCH"


class CaptionsMissing(TrainingError):
    """Descriptions of images or their features are missing, damaged, or of the wrong width."""

    code = "CAPTIONS-MISSING"


class UnusableConfig(TrainingError):
    """The configuration of a run has an unknown key or an impossible value."""

    code = "UNUSABLE-CONFIG"


class LossNotFinite(TrainingError):
    """The loss became NaN or infinite."""

    code = "LOSS-NOT-FINITE"
