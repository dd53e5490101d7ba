"""Names of results: from a template, and never two alike."""

from __future__ import annotations

import pytest

from core.batch.naming import Names, check_template, key_of, named
from io_formats.errors import NotWritable

FIELDS = {"name": "a", "folder": "f", "number": 7, "model": "m", "task": "auto", "scale": "2x"}


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "a"),
        ("{number:04}_{name}-{model}", "0007_a-m"),
        ("{folder} {name} {scale} {task}.", "f a 2x auto"),
    ],
)
def test_template_is_filled(template: str, name: str) -> None:
    check_template(template)
    assert named(template, FIELDS) == name


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{nmae}", "no field nmae"),
        ("restored", "one name"),
        ("{name", "expected"),
        ("{}", "no field"),
        ("sub/{name}", "not allowed"),
        ("{name:d}", "format"),
        ("{name.real}", "no field name.real"),
    ],
)
def test_template_that_cannot_name_is_refused(template: str, why: str) -> None:
    with pytest.raises(NotWritable, match=why):
        check_template(template)


def test_what_a_name_may_not_hold_is_replaced() -> None:
    assert named("{name}", {**FIELDS, "name": 'a:b/"c"'}) == "a_b__c_"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("", "Scan"), ("", "scan")),
        (("", "caf\u00e9"), ("", "cafe\u0301")),
        (("", "a"), ("", "a.png")),
        (("", "scan"), ("", "scan.nii.gz.json")),
        (("Sub", "a"), ("sub", "a")),
    ],
)
def test_names_that_would_meet_have_one_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert key_of(*one) == key_of(*other)


def test_different_names_have_different_keys() -> None:
    assert key_of("", "1.2.840.17") != key_of("", "1.2.840.18")
    assert key_of("a", "b") != key_of("", "b")
    assert key_of("", ".png") == "/.png"


def test_a_name_is_given_once() -> None:
    names = Names()
    given = [names.give("", stem, is_folder=False) for stem in ("a", "A", "a", "a-2")]
    assert given == ["a", "A-2", "a-3", "a-2-2"]
    assert names.give("sub", "a", is_folder=False) == "a"
    assert names.give("", "batch-report", is_folder=False) == "batch-report-2"


def test_folder_of_slices_keeps_clear_of_folders_with_other_results() -> None:
    names = Names()
    names.hold(["patient/photos"])
    assert names.give("", "patient", is_folder=True) == "patient-2"
    assert names.give("patient", "photos", is_folder=True) == "photos-2"
    assert names.give("", "patient", is_folder=False) == "patient"
