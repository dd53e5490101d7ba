"""What a result says as its source does, otherwise, or not any more: for write reports.

Not here: what is compared, which every format knows itself, and DICOM, which has subjects of its
own (``io_formats.dicom.ledger``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Ledger"]


@dataclass(kw_only=True)
class Ledger:
    """Names of what a result says as its source does, otherwise, or not any more."""

    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def enter(self, name: str, before: object, after: object) -> None:
        """Enter one thing by its two values; empty ones say nothing."""
        if before and before == after:
            self.kept.append(name)
        elif after:
            self.changed.append(name)
        elif before:
            self.dropped.append(name)
