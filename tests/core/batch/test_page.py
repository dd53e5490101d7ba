"""The report as a page: odd names, links that survive a move, what screen readers are told."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from core.batch.begin import go_on
from core.batch.page import MOST_PICTURES, write_page
from core.batch.page_style import DARK, LIGHT, STYLE
from core.batch.page_words import PAGE_TEXTS, PageLanguage
from core.restorer import NetRestorer
from core.tasks import TASKS
from io_formats.progress import CancelToken
from tests import photo_factories as photo
from tests.core.batch.runs import photos, ran, started

ODD = ("<b>&\"x'.png", "公园/雨 中#1.png", "50%25?.png", "plain.png")


class Page(HTMLParser):
    """Collects elements with their attributes, and what is shown."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def output(tmp_path: Path, restorer: NetRestorer) -> Path:
    """A finished batch of photos of odd names, one of them damaged, beside their truths."""
    source = photos(tmp_path / "in", [*ODD, "bad.png"])
    photos(tmp_path / "truth", [*ODD, "bad.png"])
    for number, name in enumerate(ODD[:3]):
        inverse = 255 - photo.samples(20 + number, 24)
        (tmp_path / "truth" / name).write_bytes(photo.png(inverse))
    (source / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (source / "<i>.txt").write_text("words")
    with started(source, tmp_path / "out", reference=tmp_path / "truth") as journal:
        ran(journal, restorer)
    return tmp_path / "out"


def test_long_names_of_folders_never_widen_the_page() -> None:
    parts = [rule.partition("{") for rule in STYLE.split("}")]
    rules: dict[str, str] = {}
    for selector, _, rule in parts:
        rules.setdefault(selector.strip(), rule)  # the first: later ones are of other screens
    for cell in (".items th[scope=row]", "th[scope=rowgroup]", "dd"):
        assert "overflow-wrap: anywhere" in rules[cell]
    assert "nowrap" in rules["td.most"], "numbers and their counts stay together"


def test_names_are_shown_and_never_obeyed(output: Path) -> None:
    page = Page(output / "batch-report.html")
    assert not {"script", "link", "b", "i"} & {tag for tag, _ in page.elements}
    for words in (*ODD, "<i>.txt", "5 inputs: 4 done, 1 failed.", "DAMAGED-FILE"):
        assert words in page.text
    assert len(page.all("img")) == 8
    assert all(image["src"].startswith("data:image/png;base64,") for image in page.all("img"))


def test_links_lead_to_results_and_records_after_the_folder_is_moved(
    output: Path, tmp_path: Path
) -> None:
    moved = Path(shutil.move(output, tmp_path / "elsewhere"))
    page = Page(moved / "batch-report.html")
    links = [link["href"] for link in page.all("a") if not link["href"].startswith("#")]
    assert len(links) == 8
    assert all((moved / unquote(link)).is_file() for link in links)
    assert not [link for link in links if link.startswith("/") or ":" in link or "#" in link]


def test_what_failed_is_told_first_and_leads_to_its_row(output: Path) -> None:
    page = Page(output / "batch-report.html")
    (link,) = [link["href"] for link in page.all("a") if link["href"].startswith("#")]
    rows = {row["id"]: row["class"] for row in page.all("tr") if "id" in row}
    assert rows[link[1:]] == "failed"
    assert page.text.index("Failed") < page.text.index("Inputs")


def test_pictures_and_headings_are_told_in_words(output: Path) -> None:
    page = Page(output / "batch-report.html")
    spoken = [image["alt"] for image in page.all("img")]
    assert spoken[:2] == ["50%25?.png, before", "50%25?.png, after"]
    assert {head.get("scope") for head in page.all("th")} == {"col", "row", "rowgroup"}
    assert len(page.all("caption")) == len(page.all("table")) == 2
    (language,) = page.all("html")
    assert language["lang"] == "en"
    bars = [bar["aria-label"] for bar in page.all("div") if bar.get("class") == "bars"]
    assert len(bars) == 4
    assert all(bar.startswith("Chosen: prompt ") for bar in bars)


def test_figures_have_columns_only_beside_truths(
    output: Path, tmp_path: Path, restorer: NetRestorer
) -> None:
    text = Page(output / "batch-report.html").text
    assert "PSNR, dB" in text
    assert "∞ → " in text, "the last input is its own truth"
    assert ", of 3 inputs" in text, "the mean leaves it out"
    with started(photos(tmp_path / "two", ["a.png"]), tmp_path / "three") as journal:
        ran(journal, restorer)
    assert "PSNR" not in Page(tmp_path / "three" / "batch-report.html").text


def test_a_long_page_says_that_it_leaves_pictures_out(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    with go_on(output, {}, CancelToken()) as journal:
        for most in (2, 4):
            monkeypatch.setattr("core.batch.page.MOST_PICTURES", most)
            write_page(journal, output / "short.html")
            said[most] = Page(output / "short.html")
    assert {most: len(page.all("img")) for most, page in said.items()} == {2: 4, 4: 8}
    assert "Pictures are shown of the first 2 results." in said[2].text
    assert "Pictures are shown" not in said[4].text, "those are all"
    assert MOST_PICTURES == 500


def test_task_is_told_by_its_title(output: Path, tmp_path: Path, restorer: NetRestorer) -> None:
    assert "Taskautomatic" in Page(output / "batch-report.html").text
    asked = {"task": "natural-derain", "model": "compact"}
    with started(photos(tmp_path / "one", ["a.png"]), tmp_path / "two", **asked) as journal:
        ran(journal, restorer)
    assert f"Task{TASKS['natural-derain'].title}" in Page(tmp_path / "two/batch-report.html").text


def test_text_stands_out_on_screen_and_paper() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colours in (LIGHT, DARK):
        for part in ("text", "soft", "bad", "bar"):
            pair = sorted((light(colours[part]), light(colours["back"])))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, part
    assert STYLE.count(LIGHT["back"]) == 2, "light, and paper"
    assert STYLE.count(DARK["back"]) == 1


class Read(dict[str, str]):
    """Translations that note which were asked for."""

    def __init__(self) -> None:
        super().__init__({text: f"«{text}»" for text in PAGE_TEXTS})
        self.asked: set[str] = set()

    def get(self, text: str, default: Any = None) -> Any:
        self.asked.add(text)
        return super().get(text, default)


def test_page_says_all_in_the_language_of_its_reader(output: Path) -> None:
    texts = Read()
    language = PageLanguage(texts, lambda text, name: f"‹{text}›" if text else "")
    with go_on(output, {}, CancelToken()) as journal:
        write_page(journal, output / "other.html", language)
    page = Page(output / "other.html")
    assert texts.asked <= set(PAGE_TEXTS), "or nobody can translate it"
    assert page.all("html")[0]["lang"] == "«en»"
    own = re.sub(r"«[^«»]*(«[^«»]*»[^«»]*)*»|‹[^‹›]*›", "", page.text.rpartition("}")[2])
    for name in (*ODD, "bad.png", "<i>.txt", "DAMAGED-FILE", "DATPRL-IR Desktop"):
        own = own.replace(name, "")
    assert re.findall("[A-Za-z]{4,}", own) == []
    assert all(image["title"] in {"«before»", "«after»"} for image in page.all("img"))
    assert "‹bad.png could not be read›" in page.text
