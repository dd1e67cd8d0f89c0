"""How fast the whole extraction is, beside what others take for a part of it.

    python -m benchmarks.speed [--python OTHER] [FILE …]

Characters per second on the same text (default: the corpus plans), best of several rounds,
with the word tables loaded. The whole extraction is timed twice: as plain Python, and as
``make compiled`` built it, if it did. ``--python`` names an interpreter of another environment
for JioNLP and Recognizers-Text (the latter needs emoji<2); a line is left out where a package
is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "build" / "compiled"
ROUNDS = 5
TURNS = 5  # of the ones that are compared most: a machine's speed drifts

SPACY = "spaCy + jieba tokens"
#: What others do, as code: it runs in an interpreter of its own, so that no import, cache or
#: garbage of one weighs on another. ``texts`` is given; ``work`` is what is timed.
OTHERS = {
    "rjieba cut": ("import rjieba\nj = rjieba.Jieba()\nwork = lambda: [j.cut(t) for t in texts]"),
    "jieba cut": (
        "import jieba\njieba.setLogLevel(60)\nwork = lambda: [jieba.lcut(t) for t in texts]"
    ),
    SPACY: (
        "import jieba, spacy\njieba.setLogLevel(60)\n"
        "n = spacy.blank('zh', config={'nlp': {'tokenizer': {'segmenter': 'jieba'}}})\n"
        "n.max_length = 10**9\nwork = lambda: [n(t) for t in texts]"
    ),
    "JioNLP money+time+location": (
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n    import jionlp as jio\n"
        "import re\n"
        "parts = [p for t in texts for p in re.split('(?<=[。\\n])', t) if p.strip()]\n"
        "def work():\n"
        "    for p in parts:\n"
        "        jio.ner.extract_money(p, with_parsing=False)\n"
        "        jio.ner.extract_time(p, with_parsing=False)\n"
        "        jio.parse_location(p)\n"
        "work.rounds = 1"
    ),
    "Recognizers-Text numbers+units+dates": (
        "import re\n"
        "from recognizers_number_with_unit import recognize_currency, recognize_dimension\n"
        "from recognizers_number import recognize_number, recognize_percentage\n"
        "from recognizers_date_time import recognize_datetime\n"
        "parts = [p for t in texts for p in re.split('(?<=[。\\n])', t) if p.strip()]\n"
        "def work():\n"
        "    for p in parts:\n"
        "        for f in (recognize_number, recognize_percentage, recognize_currency,\n"
        "                  recognize_dimension, recognize_datetime):\n"
        "            f(p, 'zh-cn')\n"
        "work.rounds = 1"
    ),
}
_RUN = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
texts = json.load(open(sys.argv[1], encoding="utf-8"))
code = sys.argv[2]
scope = {"texts": texts}
try:
    exec(code, scope)
except ImportError as error:
    sys.exit("needs " + (error.name or str(error)))
work = scope["work"]
rounds = getattr(work, "rounds", 15)
best = 1e9
if rounds > 1:
    work()
for _ in range(rounds):
    began = time.perf_counter()
    work()
    best = min(best, time.perf_counter() - began)
print(best)
"""


def best(work: Callable[[], object]) -> float:
    """The quickest of some rounds, in seconds, after one to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def stages(paths: Sequence[Path]) -> dict[str, float]:
    """Seconds for each part of our own way, all files together."""
    from extractor.build.assemble import build_plan
    from extractor.find.everything import find_everything
    from extractor.layout import lay_out
    from extractor.lexicon.loader import default_lexicon
    from extractor.readers import read

    words = default_lexicon()
    sources = [read(path) for path in paths]
    documents = [lay_out(source, words) for source in sources]
    mentions = [find_everything(document, words, "rjieba") for document in documents]
    pairs = list(zip(documents, mentions, strict=True))
    plans = [build_plan(document, found, words) for document, found in pairs]
    return {
        "  read": best(lambda: [read(path) for path in paths]),
        "  layout": best(lambda: [lay_out(source, words) for source in sources]),
        "  find": best(lambda: [find_everything(d, words, "rjieba") for d in documents]),
        "  build": best(lambda: [build_plan(d, found, words) for d, found in pairs]),
        "  JSON": best(lambda: [plan.to_json() for plan in plans]),
    }


def whole(root: Path, paths: Sequence[Path]) -> str:
    """Our whole way, file to JSON, as code that takes the package from ``root``."""
    files = [str(path.resolve()) for path in paths]
    return (
        f"import sys\nsys.path.insert(0, {str(root)!r})\n"
        "from pathlib import Path\nfrom extractor.pipeline import extract\n"
        f"files = [Path(file) for file in {files!r}]\n"
        "work = lambda: [extract(file).to_json() for file in files]"
    )


def in_turn(codes: dict[str, str], texts: Path) -> dict[str, float | str]:
    """Seconds of each code, the best of some turns in which all of them run one by one."""
    taken: dict[str, float | str] = {}
    for _ in range(TURNS):
        for name, code in codes.items():
            now, before = other(code, texts, [sys.executable]), taken.get(name)
            taken[name] = (
                min(now, before) if isinstance(now, float) and isinstance(before, float) else now
            )
    return taken


def other(code: str, texts: Path, interpreters: Sequence[str]) -> float | str:
    """Seconds that another package takes, or why it cannot be measured."""
    reason = ""
    for interpreter in interpreters:
        command = [interpreter, "-c", _RUN, str(texts), code]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        if done.returncode == 0:
            return float(done.stdout.split()[-1])
        reason = reason or (done.stderr.strip().split("\n") or ["?"])[-1]
    return reason[:60]


def command_seconds(*arguments: str) -> float:
    """Wall seconds of ``python -m extractor …``, the best of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [sys.executable, "-m", "extractor", *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        times.append(time.perf_counter() - began)
    return min(times)


def peak_megabytes(paths: Sequence[Path], times: int) -> int:
    """Peak memory of a process that extracts the files so many times."""
    code = (
        "import resource, sys\nfrom extractor import extract\n"
        f"for _ in range({times}):\n    [extract(p) for p in sys.argv[1:]]\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    command = [sys.executable, "-c", code, *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--python", action="append", default=[], help="another interpreter")
    args = parser.parse_args()
    paths = args.files or sorted((ROOT / "corpus/raw").glob("*.txt"))
    from extractor.readers import read

    texts = [read(path).text for path in paths]
    characters = sum(map(len, texts))
    ways = {"whole extraction, plain Python": whole(ROOT, paths)}
    if COMPILED.exists():
        ways["whole extraction, compiled"] = whole(COMPILED, paths)
    print(f"{len(paths)} plans, {characters:,} characters, one process; file to JSON\n")
    print(f"{'':40} {'ms':>9} {'characters/s':>14} {'plain':>9} {'compiled':>9}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        timed = in_turn({**ways, SPACY: OTHERS[SPACY]}, file)
        ours = [timed.pop(way) for way in ways]
        rows = {**dict(zip(ways, ours, strict=True)), **stages(paths)}
        for name, code in OTHERS.items():
            rows[name] = timed.get(name) or other(code, file, [sys.executable, *args.python])
        for name, taken in rows.items():
            if isinstance(taken, str):
                print(f"{name:40} left out: {taken}")
                continue
            ratios = [f"{taken / own:8.2f}×" for own in ours if isinstance(own, float)]
            told = " ".join(ratios if name in OTHERS else [])
            print(f"{name:40} {taken * 1e3:9.1f} {characters / taken:14,.0f} {told}", flush=True)
        if not COMPILED.exists():
            print("whole extraction, compiled               left out: `make compiled` builds it")
        first = command_seconds("extract", str(paths[0]), "-o", f"{folder}/o", "--quiet")
    print(f"\n--help {command_seconds('--help'):.3f} s; one plan, command to file {first:.3f} s")
    few, many = peak_megabytes(paths, 2), peak_megabytes(paths, 60)
    print(f"peak memory after {2 * len(paths)} plans {few} MB, after {60 * len(paths)} {many} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
