"""The package, or with ``PLAN_EXTRACTOR_COMPILE=1`` its way of a plan as machine code.

``make compiled`` builds it so and runs all tests on it; it takes a fifth to a quarter less time.
mypyc compiles, where it, types-regex and a C compiler are at hand; without them, and without the
variable, what is installed is plain Python. mypyc knows no msgspec records, so a copy is compiled
in which those that never leave the way are classes of its own (which nothing keeps frozen); the
sources stay as they are, and are written so that both mean the same: compiled tuples and numbers
have no identity (``is``), and annotations are checked where values pass.
"""

import ast
import os
import shutil
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.build_ext import build_ext

# Records of ``plan`` and ``document`` are written as JSON: they stay msgspec's.
COMPILED = (
    *("find/**/*.py", "layout/**/*.py", "build/**/*.py", "language/*.py", "readers/plain/*.py"),
    *("readers/joining.py", "mentions.py", "lexicon/roles.py", "lexicon/gazetteer.py"),
)
HERE = Path(__file__).parent.resolve()
COPY = HERE / "build" / "native"
# ``msgspec.structs.replace`` for both kinds of record; a module that only the compiled build has.
REPLACE = """
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def replace(record: T, /, **changes: Any) -> T:
    old: Any = record
    if isinstance(record, msgspec.Struct):
        return msgspec.structs.replace(old, **changes)  # type: ignore[no-any-return]
    kept = {name: getattr(old, name) for name in old.fields_() if name not in changes}
    return type(old)(**kept, **changes)  # type: ignore[no-any-return]
"""
# mypyc reads its decorator and drops it: whoever installs the wheel needs no mypy_extensions.
IMPORTS = """from __future__ import annotations
import typing as typing_
if typing_.TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as mypyc_attr_
from extractor.native_ import replace as replace_
"""


def native(code: str) -> str:
    """A module's code with its msgspec records as classes that mypyc makes its own.

    Its constants become final: others are looked up by name wherever they are used.
    """
    lines, tree = code.splitlines(keepends=True), ast.parse(code)
    written = [
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    for node in reversed(tree.body):
        if isinstance(node, ast.ClassDef) and [*map(ast.unparse, node.bases)] == ["msgspec.Struct"]:
            lines[node.lineno - 1 : node.end_lineno] = [_record(node)]
        elif isinstance(node, ast.Assign) and _constant(node, written):
            line, name = lines[node.lineno - 1], ast.unparse(node.targets[0])
            lines[node.lineno - 1] = line.replace(f"{name} =", f"{name}: typing_.Final =", 1)
    code = "".join(lines).replace("msgspec.structs.replace(", "replace_(")
    return code.replace("from __future__ import annotations\n", IMPORTS, 1)


def _constant(node: ast.Assign, written: list[str]) -> bool:
    """Whether a module's ``NAME = …`` stays as it is: written once, and no type variable."""
    name = ast.unparse(node.targets[0])
    typed = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar"
    return name.isidentifier() and name.isupper() and written.count(name) == 1 and not typed


def _record(node: ast.ClassDef) -> str:
    """A class that does what the record does; refuses a record that asks for more."""
    asked = {str(keyword.arg) for keyword in node.keywords} - {"frozen", "gc"}
    if asked:
        raise ValueError(
            f"{node.name}: {', '.join(sorted(asked))} is not known to compiled records"
        )
    fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
    names = [ast.unparse(field.target) for field in fields]
    told, given, kept = [], [], []
    for name, field in zip(names, fields, strict=True):
        kind, value = ast.unparse(field.annotation), field.value and ast.unparse(field.value)
        told.append(f"{name}: {kind}")
        if value == "msgspec.field(default_factory=list)":
            given.append(f"{name}: {kind} | None = None")
            kept.append(f"self.{name} = [] if {name} is None else {name}")
        else:
            given.append(f"{name}: {kind}" + (f" = {value}" if value else ""))
            kept.append(f"self.{name} = {name}")
    same = " and ".join(f"self.{name} == other.{name}" for name in names)
    frozen = any(keyword.arg == "frozen" for keyword in node.keywords)
    values = "".join(f"self.{name}, " for name in names)
    parts = [
        *told,
        f"def __init__(self, {', '.join(given)}) -> None:\n    " + "\n    ".join(kept),
        f"def fields_(self) -> tuple[str, ...]:\n    return ({''.join(f'{n!r}, ' for n in names)})",
        "def __eq__(self, other: typing_.Any) -> bool:\n"
        f"    return isinstance(other, {node.name}) and bool({same})",
        f"def __hash__(self) -> int:\n    return hash(({values}))" if frozen else "",
        *(ast.unparse(line) for line in node.body if isinstance(line, ast.FunctionDef)),
    ]
    body = "\n".join(parts).replace("\n", "\n    ")
    return f"@typing_.final\n@mypyc_attr_(acyclic=True)\nclass {node.name}:\n    {body}\n"


def extensions() -> list[Any]:
    """What mypyc makes of a rewritten copy; none where it is not asked for or not there."""
    if os.environ.get("PLAN_EXTRACTOR_COMPILE") != "1":
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        print("mypyc is not installed: nothing is compiled", file=sys.stderr)
        return []
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(HERE / "extractor", COPY / "extractor")
    os.chdir(COPY)
    Path("extractor/native_.py").write_text(REPLACE, encoding="utf-8")
    Path("mypy.ini").write_text("[mypy]\nignore_missing_imports = True\n", encoding="utf-8")
    paths = [*chain.from_iterable(sorted(Path("extractor").glob(names)) for names in COMPILED)]
    for path in paths:
        path.write_text(native(path.read_text(encoding="utf-8")), encoding="utf-8")
    try:
        return mypycify(
            ["--config-file=mypy.ini", "extractor/native_.py", *map(str, paths)],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            group_name="extractor_native",
            target_dir=str(COPY / "c"),
        )
    finally:
        os.chdir(HERE)


class Optional(build_ext):
    """Compiles all or nothing: half of it would not import."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as error:
            print(f"plain Python, for the compiler failed: {error}", file=sys.stderr)
            for path in map(Path, self.get_outputs()):
                path.unlink(missing_ok=True)
            self.extensions = []


if __name__ == "__main__":
    setup(ext_modules=extensions(), cmdclass={"build_ext": Optional})
