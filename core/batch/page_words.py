"""What the page of a batch says, and in which language.

The texts are English with numbered fields. Who writes a page for readers of another language hands
over the translations of them and of the sentences of errors and notices; the language itself is one
of the texts. Not here: where they stand (``core.batch.page``), and translating.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["ENGLISH", "PAGE_TEXTS", "PageLanguage"]

PAGE_TEXTS = (
    "en",  # what HTML calls the language
    ", ", ": ", ". ", ".",  # between clauses and words, and after them
    "Batch report", "Research software: not for diagnostic use.",
    "{0} inputs: {1}.", "none", "Model", "Task", "Scale", "Strength", "Program",
    "automatic", "automatic: {0}", "none used", "as the task says",
    "Mean {0}", "{0} → {1}, of {2} inputs", "PSNR, dB", "SSIM",
    "waiting", "working", "done", "skipped", "failed",
    "{0} waiting", "{0} working", "{0} done", "{0} skipped", "{0} failed",
    "Failed", "Inputs", "Inputs of the batch", "File", "State", "Before, after", "Seconds", "Notes",
    "before", "after", "{0}, {1}", "record", "Pictures are shown of the first {0} results.",
    "Restored by {0}", "Prompts closest to: {0}",
    "Which prompts answered",
    "By folder: how many images chose each prompt of the two pools, prompt 1 at the left. "
    "A full bar: all of them.",
    "Prompts by folder", "Folder", "Images", "Pool", "Chosen by", "Most chosen",
    "(the folder itself)", "task", "domain", "prompt {0} by {1}", "prompt {0}: {1}", "Chosen: {0}",
    "{0} ({1})", "Passed over", "Left alone: {0}.", "And {0} further ones.",
)  # fmt: skip
"""Everything the page says of itself."""


def _as_it_is(text: str, name: str) -> str:
    """Return a text as it was met; the name in it changes nothing."""
    return text


@dataclass(frozen=True)
class PageLanguage:
    """A language in which the page is written."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Translations of ``PAGE_TEXTS``; what is missing is said in English."""
    told: Callable[[str, str], str] = _as_it_is
    """Says what an error, a notice or a title says; the name of its file stays as it is."""

    def said(self, text: str, *values: object) -> str:
        """Return one of ``PAGE_TEXTS`` with values in its fields."""
        return self.texts.get(text, text).format(*values)

    def paragraph(self, clauses: list[str]) -> str:
        """Return clauses as sentences; the first begins with the name of a file, spelled as is."""
        first, *others = (clause.rstrip(".。") for clause in clauses if clause)
        others = [text[:1].upper() + text[1:] for text in others]
        return self.said(". ").join((first, *others)) + self.said(".")


ENGLISH = PageLanguage()
