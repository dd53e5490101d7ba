"""Means of the terms of the objective between two lines of the log."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Means"]


@dataclass
class Means:
    """Means of the terms since they were last taken."""

    sums: dict[str, float] = field(default_factory=dict)
    """Sum of each term."""
    count: int = 0
    """Steps that were added."""

    def add(self, terms: dict[str, float]) -> None:
        """Add the terms of a step."""
        for name, value in terms.items():
            self.sums[name] = self.sums.get(name, 0.0) + value
        self.count += 1

    def take(self) -> dict[str, float]:
        """Return the means, and begin anew."""
        means = {name: round(value / self.count, 6) for name, value in self.sums.items()}
        self.sums, self.count = {}, 0
        return means
