"""How fast the whole extraction is, beside what others take for a part of it.

    python -m benchmarks.speed [--python OTHER] [FILE …]

Characters per second on the same text (default: the corpus plans), best of several rounds,
with the word tables loaded. ``--python`` names an interpreter of another environment for
JioNLP and Recognizers-Text (the latter needs emoji<2); a line is left out where a package
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
ROUNDS = 5

#: What others do, as code: it runs in an interpreter of its own, so that no import, cache or
#: garbage of one weighs on another. ``texts`` is given; ``work`` is what is timed.
OTHERS = {
    "rjieba cut": ("import rjieba\nj = rjieba.Jieba()\nwork = lambda: [j.cut(t) for t in texts]"),
    "jieba cut": (
        "import jieba\njieba.setLogLevel(60)\nwork = lambda: [jieba.lcut(t) for t in texts]"
    ),
    "spaCy + jieba tokens": (
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
rounds = getattr(work, "rounds", 5)
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
    from extractor.pipeline import extract
    from extractor.readers import read

    words = default_lexicon()
    sources = [read(path) for path in paths]
    documents = [lay_out(source, words) for source in sources]
    mentions = [find_everything(document, words, "rjieba") for document in documents]
    pairs = list(zip(documents, mentions, strict=True))
    plans = [build_plan(document, found, words) for document, found in pairs]
    return {
        "whole extraction, file to JSON": best(lambda: [extract(p).to_json() for p in paths]),
        "  read": best(lambda: [read(path) for path in paths]),
        "  layout": best(lambda: [lay_out(source, words) for source in sources]),
        "  find": best(lambda: [find_everything(d, words, "rjieba") for d in documents]),
        "  build": best(lambda: [build_plan(d, found, words) for d, found in pairs]),
        "  JSON": best(lambda: [plan.to_json() for plan in plans]),
    }


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
    print(f"{len(paths)} plans, {characters:,} characters, one process\n")
    print(f"{'':40} {'ms':>9} {'characters/s':>14} {'ours is':>9}")
    ours = stages(paths)
    whole = ours["whole extraction, file to JSON"]
    for name, seconds in ours.items():
        print(f"{name:40} {seconds * 1e3:9.1f} {characters / seconds:14,.0f}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        for name, code in OTHERS.items():
            taken = other(code, file, [sys.executable, *args.python])
            if isinstance(taken, str):
                print(f"{name:40} left out: {taken}")
                continue
            ratio = f"{taken / whole:8.2f}×"
            print(f"{name:40} {taken * 1e3:9.1f} {characters / taken:14,.0f} {ratio}", flush=True)
        first = command_seconds("extract", str(paths[0]), "-o", f"{folder}/o", "--quiet")
    print(f"\n--help {command_seconds('--help'):.3f} s; one plan, command to file {first:.3f} s")
    few, many = peak_megabytes(paths, 2), peak_megabytes(paths, 60)
    print(f"peak memory after {2 * len(paths)} plans {few} MB, after {60 * len(paths)} {many} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
