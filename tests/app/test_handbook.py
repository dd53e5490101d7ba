"""The handbook as pages, and the search in them."""

from __future__ import annotations

from pathlib import Path

from app.handbook import Page, find, page_of, place_of, read_pages, slug
from resources import locate


def page(name: str, text: str, *, decision: bool = False) -> Page:
    return Page(title=name, path=Path(name), text=text, decision=decision)


def test_every_file_is_a_page_and_the_window_comes_first() -> None:
    pages = read_pages()
    other = set(locate("handbook/zh_CN").glob("*.md"))
    assert {p.path for p in pages} == set(locate("handbook").rglob("*.md")) - other
    assert other
    assert [p.path.stem for p in pages[:3]] == ["window", "guide", "batch"]
    assert pages[0].title == "The window"
    assert pages[-1].decision
    first = next(i for i, p in enumerate(pages) if p.decision)
    assert all(p.decision for p in pages[first:])
    assert pages[first].title.startswith("0001 ")


def test_pages_of_a_language_come_before_the_english_ones() -> None:
    pages = read_pages("zh_CN")
    own = [page for page in pages if page.language]
    assert list(pages) == [*own, *read_pages()]
    assert [(page.path.stem, page.title) for page in own] == [
        ("guide", "快速入门"),
        ("results", "看懂结果"),
    ]
    assert {page.language for page in own} == {"zh_CN"}
    assert read_pages("de") == read_pages()


def test_one_page_of_a_language_stands_for_what_explains_results() -> None:
    folder = locate("handbook")
    for name in ("analysis", "evaluation", "window"):
        assert place_of(name) == folder / f"{name}.md"
        assert place_of(name, "zh_CN") == folder / "zh_CN" / "results.md"
        assert place_of(name, "de") == folder / f"{name}.md"
    assert place_of("weights", "zh_CN") == folder / "weights.md"


def test_a_page_is_found_by_where_it_lies() -> None:
    pages = read_pages()
    beside = locate("handbook") / "decisions" / ".." / "guide.md"
    found = page_of(pages, beside)
    assert found is not None
    assert found.title == "Guide to the command line"
    assert page_of(pages, locate("models/compact.json")) is None


def test_all_words_must_stand_on_the_page() -> None:
    pages = (
        page("a", "# Prompt\n\nThe **prompt** pool of the [task](task.md) answers.\n"),
        page("b", "# Other\n\nNothing here but a prompt.\n"),
        page("c", "# Third\n"),
    )
    (hit,) = find(pages, "PROMPT pool")
    assert (hit.page.title, hit.count) == ("a", 2)
    assert hit.line == "The prompt pool of the task answers."
    assert [h.page.title for h in find(pages, "prompt")] == ["a", "b"]
    assert [h.count for h in find(pages, " ")] == [0, 0, 0]
    assert find(pages, "prompt nowhere") == ()


def test_a_long_line_is_cut_around_the_word() -> None:
    text = "x " * 60 + "needle " + "y " * 60
    (hit,) = find((page("a", text),), "needle")
    assert hit.line.startswith("…x ")
    assert "needle" in hit.line
    assert len(hit.line) == 61


def test_headings_are_named_as_links_name_them() -> None:
    assert slug("Privacy") == "privacy"
    assert slug("What `restore` does, and why") == "what-restore-does-and-why"
