"""The log is followed while it grows, and begun anew where it was rewritten."""

from __future__ import annotations

from pathlib import Path

from core.training.run_folder import RunFolder
from core.training.run_log import LogTail, parsed


def test_records_up_to_a_damaged_line() -> None:
    text = '{"step": 1, "loss": 2.5}\n{"other": 1}\n{"step": 2}\n{"ste\n{"step": 3}\n'
    assert [record["step"] for record in parsed(text)] == [1, 2]


def test_only_whole_new_lines_are_given(tmp_path: Path) -> None:
    tail = LogTail(tmp_path / "log.jsonl")
    assert tail.more() == ([], False)
    folder = RunFolder(tmp_path)
    folder.note({"step": 1, "loss": 1.0})
    assert tail.more() == ([{"step": 1, "loss": 1.0}], True)
    assert tail.more() == ([], False)
    with (tmp_path / "log.jsonl").open("a") as file:
        file.write('{"step": 2}\n{"st')
    assert tail.more() == ([{"step": 2}], False)
    with (tmp_path / "log.jsonl").open("a") as file:
        file.write('ep": 3}\n')
    assert tail.more() == ([{"step": 3}], False)


def test_a_log_that_was_rewritten_is_read_from_its_start(tmp_path: Path) -> None:
    path, tail = tmp_path / "log.jsonl", LogTail(tmp_path / "log.jsonl")
    path.write_text('{"step": 1}\n{"step": 2}\n')
    tail.more()
    new = tmp_path / "new"
    new.write_text('{"step": 1}\n{"step": 5}\n{"step": 6}\n')
    new.replace(path)
    assert tail.more() == ([{"step": 1}, {"step": 5}, {"step": 6}], True)
    path.write_text('{"step": 1}\n')
    assert tail.more() == ([{"step": 1}], True)
    path.unlink()
    assert tail.more() == ([], True)
