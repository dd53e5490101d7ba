"""English sentences of the engine in another language: which template, which values."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.wording import FIELD, Template, Wording, ended, known_templates, one_line, paragraph
from resources import locate

TEMPLATES = known_templates(locate("translations/sentences.json"))
WORDING = Wording(TEMPLATES, lambda text: text)
EVERY = st.sampled_from([template for template in TEMPLATES if template.stands_alone])
PATHS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="/"),
    max_size=12,
).map(lambda name: f"/data/{name}.dcm")
NUMBERS = st.integers(-9999, 9999).map(str) | st.floats(0, 1e6).map("{:g}".format)
VALUES = PATHS | NUMBERS | st.sampled_from(["CT", "natural-sr4", "int16", "{0}", "", "a.b"])
SAMPLES = (["/data/scan 7/a b.dcm"], ["12"], ["natural-sr4", "3.5"], ["Zürich_02"])
"""What is filled into fields, more than one in turn."""
NUMBER = (["12"],)


@given(EVERY, st.data())
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_every_sentence_is_recognised_whatever_is_filled_in(
    template: Template, data: st.DataObject
) -> None:
    values = [data.draw(VALUES) for _ in template.pieces[1:]]
    sentence = template.filled(values)
    assume(sentence.strip())
    found = WORDING.reading(sentence)
    assert found is not None
    read, told = found
    assert read.filled(told) == sentence
    # Only what says at least as much may stand before the template that it was made of.
    assert read.weight >= template.weight


def test_no_sentence_is_taken_for_another() -> None:
    """With paths, numbers and names of tasks in its fields a sentence is that of its source."""
    taken = []
    for template in TEMPLATES:
        # Where nothing but a space stands between fields their values are single words.
        apart = all(any(map(str.isalpha, piece)) for piece in template.pieces[1:-1])
        # What says too little by itself is known by numbers and words alone.
        for samples in SAMPLES[not apart :] if template.stands_alone else NUMBER:
            values = tuple(itertools.islice(itertools.cycle(samples), len(template.pieces) - 1))
            sentence = template.filled(values)
            if WORDING.reading(sentence) != (template, values):
                taken.append((template.text, sentence))
    assert taken == []


@given(EVERY)
def test_nothing_changes_where_the_language_is_that_of_the_source(template: Template) -> None:
    assert WORDING.said(template.text) == template.text


def translated(*rows: tuple[str, str]) -> Wording:
    table = dict(rows)
    return Wording(map(Template, table), table.__getitem__)


class TestSaid:
    wording = translated(
        ("{0} could not be read", "无法读取 {0}"),
        ("the card {0} could not be read", "无法读取模型卡 {0}"),
        ("{0} has {1} planes, not one", "{1} 层而非一层：{0}"),
        ("it is {0}", "它是{0}"),
        ("{0} {1} of {2}", "{2} 之 {1} {0}"),
        ("{0} images", "{0} 幅图像"),
        ("a PDF document", "PDF 文档"),
        ("plane", "层"),
        ("What rain hid is guessed.", "被雨遮挡的内容是推测的。"),
        ("name one of {0}", "请指定 {0} 之一"),
    )

    def test_values_take_the_places_that_the_translation_gives_them(self) -> None:
        assert self.wording.said("a/b.dcm has 3 planes, not one") == "3 层而非一层：a/b.dcm"

    def test_the_sentence_that_says_more_goes_first(self) -> None:
        assert self.wording.said("the card x.json could not be read") == "无法读取模型卡 x.json"

    def test_a_value_that_is_a_text_of_its_own_is_translated(self) -> None:
        assert self.wording.said("it is a PDF document") == "它是 PDF 文档"
        assert self.wording.said("plane 3 of 31") == "31 之 3 层"

    def test_the_name_of_a_file_stays_though_it_reads_like_a_sentence(self) -> None:
        assert self.wording.said("top of images could not be read") == "无法读取 top of images"

    def test_scripts_are_kept_apart_around_values_and_never_within_them(self) -> None:
        assert self.wording.said("it is 公园A.png") == "它是公园A.png"
        assert self.wording.said("it is -5") == "它是-5"

    def test_letter_and_full_stop_do_not_matter(self) -> None:
        assert self.wording.said("It is 7.") == "它是 7"
        assert self.wording.said("what rain hid is guessed") == "被雨遮挡的内容是推测的。"

    def test_clauses_that_were_joined_are_translated_one_by_one(self) -> None:
        said = self.wording.said("lq/a.png: it is 7; name one of x, y")
        assert said == "lq/a.png：它是 7；请指定 x, y 之一"
        assert self.wording.said('"T1" 8 x 8 (31 images)') == '"T1" 8 x 8 (31 幅图像)'

    def test_a_clause_after_an_open_end_is_one_of_its_own(self) -> None:
        assert self.wording.said("name one of x, y: it is 7") == "请指定 x, y 之一：它是 7"
        assert self.wording.said("name one of x: y") == "请指定 x: y 之一"

    def test_what_nobody_knows_stays(self) -> None:
        assert self.wording.said("Kein Text von uns: gar keiner") == "Kein Text von uns: gar keiner"
        assert self.wording.said("") == ""


MARKED = Wording(TEMPLATES, lambda text: f"«{text}»")
SHORT = {one.text for one in TEMPLATES if len(one.pieces) == 1 and one.text.count(" ") < 2}


@pytest.mark.parametrize("name", sorted({*SHORT, "mask.png", "scene"}))
def test_what_a_file_is_called_stays_though_the_program_has_that_word(name: str) -> None:
    """Files may be called ``image`` or ``file too large``; their errors name them so."""
    changed = []
    for template in TEMPLATES:
        fields = range(len(template.pieces) - 1)
        if template.names and template.stands_alone:
            sentence = template.filled(name if at in template.names else "12" for at in fields)
            said = MARKED.said(sentence)
            if name not in said or f"«{name}»" in said or said == sentence:
                changed.append(said)
    assert changed == []


def test_many_words_of_the_program_may_be_names() -> None:
    assert {"image", "plane", "folder"} < SHORT
    assert MARKED.said("it is image") == "«it is «image»»"
    assert sum(bool(template.names) for template in TEMPLATES) > 100


@given(st.text(max_size=80))
def test_any_text_is_said(text: str) -> None:
    assert isinstance(WORDING.said(text), str)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        ("it is a file", "It is a file."),
        ("It is a file.", "It is a file."),
        ("它是文件", "它是文件。"),
        ("a.png 无法读取。", "a.png 无法读取。"),
        ("", ""),
    ],
)
def test_clause_becomes_a_sentence_of_its_script(clause: str, sentence: str) -> None:
    assert ended(clause) == sentence


def test_name_of_a_file_keeps_its_first_letter() -> None:
    assert ended("a.png was not read", spelled=True) == "a.png was not read."


def test_sentences_follow_each_other_as_their_script_has_it() -> None:
    assert paragraph(["It ends.", "", "Try again."]) == "It ends. Try again."
    assert paragraph(["已结束。", "请重试。"]) == "已结束。请重试。"


def test_fields_of_templates_are_numbered_in_order() -> None:
    for template in TEMPLATES:
        numbers = [int(number) for number in FIELD.findall(template.text)]
        assert numbers == list(range(len(numbers)))
        assert template.names <= set(numbers)


def test_names_with_breaks_fit_a_line() -> None:
    assert one_line("two\nlines/a\r\nb.png") == "two lines/a b.png"
    assert one_line("  as it is ") == "  as it is "
    assert one_line("") == ""
