import os
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pytest

from sozialraum.warehouse.store import Store, StoreError, canonical, fingerprint


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.create()
    return made


def test_an_object_is_named_by_its_content_and_written_once(store):
    first = store.put_bytes(b"one", ".txt")
    written = store.path(first).stat().st_mtime_ns
    assert store.put_bytes(b"one", ".txt") == first
    assert store.path(first).stat().st_mtime_ns == written
    assert store.put_bytes(b"two", ".txt") != first
    assert store.get_bytes(first) == b"one"


def test_a_damaged_object_is_noticed(store):
    name = store.put_bytes(b"one", ".txt")
    store.path(name).write_bytes(b"0ne")
    with pytest.raises(StoreError, match="damaged"):
        store.get_bytes(name)


def test_a_missing_object_says_what_to_do(store):
    with pytest.raises(StoreError, match="Restore a backup"):
        store.get_bytes("ab" * 32 + ".json")


def test_a_pointer_never_names_what_is_not_there(store):
    with pytest.raises(StoreError):
        store.point("current", "ab" * 32 + ".json")
    assert store.pointed("current") is None


def test_tables_keep_their_values_and_have_the_same_name_again(store):
    table = pa.table({"a": [1.5, None], "b": ["x", "y"]})
    name = store.put_table(table)
    assert store.get_table(name).equals(table)
    assert store.put_table(table) == name
    assert store.get_table(name, ["b"]).column_names == ["b"]


def test_canonical_json_does_not_depend_on_order():
    assert canonical({"b": 1, "a": [1, 2]}) == canonical({"a": [1, 2], "b": 1})
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


WRITER = """
import sys
from pathlib import Path
from sozialraum.warehouse.store import Store
store = Store(Path(sys.argv[1])); store.create()
n = 0
while True:
    n += 1
    name = store.put_json({"n": n, "fill": "x" * 50_000})
    store.point("current", name)
    print(n, flush=True)
"""


def test_sigkill_leaves_a_whole_manifest_and_nothing_acknowledged_is_lost(tmp_path):
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE, text=True
        ) as writer:
            said = [int(writer.stdout.readline()) for _ in range(20)]
            os.kill(writer.pid, signal.SIGKILL)
            said += [int(line) for line in writer.stdout.read().split("\n")[:-1] if line]
        time.sleep(0.05)
        found = Store(tmp_path).manifest("current")
        assert found["n"] >= said[-1]
