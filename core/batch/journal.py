"""The journal of a batch: an SQLite file in the output folder that knows every item and its state.

Each change is one transaction, written through to the disk, so that a kill or a power cut costs
the item at hand and nothing else. The file is locked while a batch is worked on: two programs never
work on one. Not here: what is done with an item (``core.batch.runner``).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from core.batch.item import STATES, Counts, Item, Outcome, State, item_of
from core.batch.naming import JOURNAL_NAME, Names, key_of
from core.batch.options import BatchOptions
from core.batch.plan import Found, PassedOver, Stamp
from core.strict_json import to_json
from io_formats.errors import DamagedFile, NotWritable, RestorationError, SourceMissing

__all__ = ["Journal"]

VERSION = 1
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE passed_over (shown TEXT PRIMARY KEY, why TEXT NOT NULL);
CREATE TABLE item (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, series INTEGER NOT NULL, shown TEXT NOT NULL,
    title TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL, is_folder INTEGER NOT NULL,
    bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, files INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0,
    started REAL, ended REAL, seconds REAL,
    target TEXT, sidecar TEXT, sidecar_mtime_ns INTEGER, target_bytes INTEGER,
    code TEXT, what TEXT, why TEXT, fix TEXT, outcome TEXT, before BLOB, after BLOB,
    UNIQUE (source, series)
);
CREATE INDEX by_state ON item (state, id);
"""


class Journal:
    """An open journal. Close it, or use it in a ``with`` statement.

    Parameters
    ----------
    folder : Path
        The output folder.
    create : bool
        Make a new one, and the folder; else it must be there.

    Raises
    ------
    SourceMissing
        If there is none.
    DamagedFile
        If the file is no journal, or one of another version.
    NotWritable
        If another program works on it, or the disk refuses.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        self.path = folder / JOURNAL_NAME
        if not create and not self.path.exists():
            raise SourceMissing(
                f"{folder} holds no batch",
                why=f"there is no {JOURNAL_NAME} in it",
                fix="give the output folder of a batch, or start a new one",
            )
        with self._faults():
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, timeout=1.0, isolation_level=None)
            self._base.row_factory = sqlite3.Row
            try:
                self._begin(new=create)
            except BaseException:
                self._base.close()
                raise

    def _begin(self, *, new: bool) -> None:
        run = self._base.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        version = run("PRAGMA user_version").fetchone()[0]
        run("BEGIN EXCLUSIVE")
        if new:
            for table in ("about", "passed_over", "item"):
                run(f"DROP TABLE IF EXISTS {table}")
            for statement in SCHEMA.split(";"):
                run(statement)
            run(f"PRAGMA user_version = {VERSION}")
        run("COMMIT")
        if not new and version != VERSION:
            raise DamagedFile(
                f"{self.path} is no journal that can be read",
                why=f"its version is {version}, not {VERSION}",
                fix="use the version of the program that wrote it, or remove it to begin anew",
            )

    def close(self) -> None:
        """Let others work on it."""
        self._base.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what the database says into the family of errors."""
        try:
            yield
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error)
            raise NotWritable(
                f"the journal of the batch in {self.folder} cannot be written",
                why="another program works on this batch" if busy else str(error),
                fix="wait until the other program is done with it, or end that one"
                if busy
                else "check the disk and the permissions",
            ) from error
        except sqlite3.DatabaseError as error:
            raise DamagedFile(
                f"{self.path} is no journal that can be read",
                why=str(error),
                fix="remove it to begin anew; results that are there are kept",
            ) from error
        except OSError as error:
            raise NotWritable(
                f"{self.folder} cannot be written to",
                why=error.strerror or str(error),
                fix="choose another output folder",
            ) from error

    def _do(self, statement: str, *values: Any) -> None:
        with self._faults():
            self._base.execute(statement, values)

    def _ask(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        with self._faults():
            return self._base.execute(statement, values).fetchall()

    def note(self, **about: Any) -> None:
        """Keep facts of the run: inputs, options, checksum of the model, times."""
        with self._faults(), self._base:
            self._base.execute("BEGIN")
            self._base.executemany(
                "INSERT OR REPLACE INTO about VALUES (?, ?)",
                [(key, json.dumps(value)) for key, value in about.items()],
            )

    def told(self, key: str, default: Any = None) -> Any:
        """Return a fact of the run."""
        rows = self._ask("SELECT value FROM about WHERE key = ?", key)
        return json.loads(rows[0][0]) if rows else default

    @property
    def options(self) -> BatchOptions:
        """What the batch was begun with."""
        return BatchOptions.model_validate(self.told("options", {}))

    def add(self, found: Iterable[tuple[Found, str] | PassedOver]) -> None:
        """Take in what is not known yet, with the names that results shall have."""
        with self._faults(), self._base:
            self._base.execute("BEGIN")
            for one in found:
                if isinstance(one, PassedOver):
                    self._base.execute(
                        "INSERT OR REPLACE INTO passed_over VALUES (?, ?)", (one.shown, one.why)
                    )
                else:
                    self._base.execute(*_inserted(*one))

    def names(self) -> Names:
        """Return the names that are given away."""
        names = Names()
        names.keys |= {row[0] for row in self._ask("SELECT key FROM item")}
        names.hold(row[0] for row in self._ask("SELECT DISTINCT folder FROM item"))
        return names

    def knows(self, source: Path, series: int | None) -> bool:
        """Tell whether an input is in the list."""
        query = "SELECT 1 FROM item WHERE source = ? AND series = ?"
        return bool(self._ask(query, str(source), series or 0))

    def passed_over(self) -> list[PassedOver]:
        """Return the files that are no images."""
        rows = self._ask("SELECT shown, why FROM passed_over ORDER BY shown")
        return [PassedOver(shown=shown, why=why) for shown, why in rows]

    def items(self, *states: State) -> Iterator[Item]:
        """Yield items in order, those of some states or all; a few at a time are in memory."""
        last, wanted = 0, states or STATES
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT * FROM item WHERE id > ? AND state IN ({marks}) ORDER BY id LIMIT 200"
        while rows := self._ask(query, last, *wanted):
            for row in rows:
                yield item_of(row)
            last = rows[-1]["id"]

    def item(self, number: int) -> Item:
        """Return one item."""
        return item_of(self._ask("SELECT * FROM item WHERE id = ?", number)[0])

    def next_waiting(self) -> Item | None:
        """Return the first item that waits."""
        rows = self._ask("SELECT * FROM item WHERE state = 'waiting' ORDER BY id LIMIT 1")
        return item_of(rows[0]) if rows else None

    def pictures(self, number: int) -> tuple[bytes, bytes]:
        """Return the small PNGs of an item, before and after; empty where there are none."""
        before, after = self._ask("SELECT before, after FROM item WHERE id = ?", number)[0]
        return before or b"", after or b""

    def counts(self) -> Counts:
        """Return how many items are in each state."""
        return Counts(**dict(map(tuple, self._ask("SELECT state, count(*) FROM item GROUP BY 1"))))

    def begin(self, item: Item) -> None:
        """Note that an item is worked on."""
        self._do(
            "UPDATE item SET state = 'working', tries = tries + 1, started = ?, ended = NULL, "
            "code = NULL, what = NULL, why = NULL, fix = NULL WHERE id = ?", time.time(), item.id,
        )  # fmt: skip

    def reserve(self, item: Item, name: str, target: Path, sidecar: Path) -> None:
        """Note where the result will be, before it is there; from then on it is the batch's own."""
        there = (
            (self.folder / sidecar).stat().st_mtime_ns if (self.folder / sidecar).exists() else 0
        )
        self._do(
            "UPDATE item SET name = ?, key = ?, target = ?, sidecar = ?, sidecar_mtime_ns = ? "
            "WHERE id = ?",
            name, key_of(item.folder, name), target.as_posix(), sidecar.as_posix(), there, item.id,
        )  # fmt: skip

    def finish(self, item: Item, outcome: Outcome, stamp: Stamp) -> None:
        """Note that the result of an item is there."""
        told = {f.name: getattr(outcome, f.name) for f in fields(outcome)}
        pictures = told.pop("before"), told.pop("after")
        self._do(
            "UPDATE item SET state = 'done', ended = ?, seconds = ?, target_bytes = ?, "
            "outcome = ?, before = ?, after = ?, bytes = ?, mtime_ns = ?, files = ? WHERE id = ?",
            time.time(), outcome.seconds, outcome.target_bytes, to_json(told), *pictures,
            stamp.bytes, stamp.mtime_ns, stamp.files, item.id,
        )  # fmt: skip

    def fail(self, item: Item, error: RestorationError) -> None:
        """Note that an item could not be restored."""
        self._end(item, "failed", (error.code, error.what, error.why, error.fix))

    def skip(self, item: Item, why: str) -> None:
        """Note that an item was left alone."""
        self._end(item, "skipped", ("", "it was skipped", why, ""))

    def wait(self, numbers: Iterable[int], *, afresh: bool = False) -> None:
        """Put items back among those that wait; afresh: as if they had not been tried."""
        tries = ", tries = 0" if afresh else ""
        with self._faults(), self._base:
            self._base.execute("BEGIN")
            self._base.executemany(
                f"UPDATE item SET state = 'waiting'{tries} WHERE id = ?", [(n,) for n in numbers]
            )

    def put_back(self, item: Item) -> None:
        """Let an item wait whose restoration was stopped as asked; that was no try."""
        self._do("UPDATE item SET state = 'waiting', tries = tries - 1 WHERE id = ?", item.id)

    def retry_failed(self) -> int:
        """Let failed items wait again; return how many."""
        numbers = [row[0] for row in self._ask("SELECT id FROM item WHERE state = 'failed'")]
        self.wait(numbers, afresh=True)
        return len(numbers)

    def _end(self, item: Item, state: State, said: Sequence[str]) -> None:
        began = self.item(item.id).started
        now = time.time()
        self._do(
            "UPDATE item SET state = ?, ended = ?, seconds = ?, code = ?, what = ?, why = ?, "
            "fix = ? WHERE id = ?", state, now, now - (began or now), *said, item.id,
        )  # fmt: skip


def _inserted(found: Found, name: str) -> tuple[str, tuple[Any, ...]]:
    stamp = found.stamp
    row = {
        "source": str(found.source), "series": found.series or 0, "shown": found.shown,
        "title": found.title, "folder": found.folder, "name": name,
        "key": key_of(found.folder, name), "format": found.format,
        "is_folder": int(found.is_folder), "bytes": stamp.bytes, "mtime_ns": stamp.mtime_ns,
        "files": stamp.files,
    }  # fmt: skip
    marks = ", ".join("?" * len(row))
    return f"INSERT INTO item ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
