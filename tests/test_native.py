"""What ``setup.py`` makes of the records before it compiles them does what the records do.

The compiled package itself is tested by ``make compiled``: by all the tests of this folder.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

mypy_extensions = pytest.importorskip("mypy_extensions")
ROOT = Path(__file__).parents[1]
RECORDS = '''
from __future__ import annotations
import msgspec

class Stop(msgspec.Struct, frozen=True, gc=False):
    """Where a line ends."""

    at: int
    name: str = "?"

    @property
    def named(self) -> bool:
        return self.name != "?"

class Open(msgspec.Struct, gc=False):
    last: int = -1
    told: list[str] = msgspec.field(default_factory=list)

def moved(stop: Stop, at: int) -> Stop:
    return msgspec.structs.replace(stop, at=at)
'''


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """``setup.py`` as a module: it sets nothing up."""
    spec = importlib.util.spec_from_file_location("plan_extractor_setup", ROOT / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def both(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The names of the module above, as it is and as it is compiled."""
    helper = ModuleType("extractor.native_")
    exec(build.REPLACE, helper.__dict__)
    monkeypatch.setitem(sys.modules, "extractor.native_", helper)
    written = build.native(RECORDS)
    assert "msgspec.Struct" not in written
    found: list[dict[str, Any]] = []
    for number, code in enumerate((RECORDS, written)):
        module = ModuleType(f"records{number}")
        module.__dict__["mypyc_attr_"] = mypy_extensions.mypyc_attr
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(compile(code, module.__name__, "exec"), module.__dict__)
        found.append(module.__dict__)
    return found


def test_records_keep_their_meaning(both: list[dict[str, Any]]) -> None:
    for names in both:
        stop, other = names["Stop"](3, "A"), names["Stop"](at=3, name="A")
        assert stop == other
        assert {stop, other} == {stop}
        assert stop != names["Stop"](3)
        assert (stop.named, names["Stop"](3).named) == (True, False)
        moved = names["moved"](stop, 7)
        assert (moved.at, moved.name, stop.at) == (7, "A", 3)
        with pytest.raises(TypeError):
            names["Stop"]()


def test_lists_are_not_shared(both: list[dict[str, Any]]) -> None:
    for names in both:
        first, second = names["Open"](), names["Open"](2)
        first.told.append("A")
        assert (first.told, second.told, second.last) == (["A"], [], 2)
        with pytest.raises(TypeError):
            hash(first)


def test_every_module_of_the_way_can_be_written(build: ModuleType) -> None:
    paths = [p for names in build.COMPILED for p in (ROOT / "extractor").glob(names)]
    assert len(paths) > 100
    for path in paths:
        code = build.native(path.read_text(encoding="utf-8"))
        classes = [n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.ClassDef)]
        assert all(ast.unparse(b) != "msgspec.Struct" for c in classes for b in c.bases), path


@pytest.mark.parametrize("asked", ["order=True", "omit_defaults=True", "frozen=True, tag=True"])
def test_a_record_that_asks_for_more_is_refused(build: ModuleType, asked: str) -> None:
    with pytest.raises(ValueError, match=asked.split("=")[0].replace("frozen", "tag")):
        build.native(f"import msgspec\nclass Odd(msgspec.Struct, {asked}):\n    at: int\n")


def test_nothing_is_compiled_unasked(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAN_EXTRACTOR_COMPILE", raising=False)
    assert build.extensions() == []
