"""Plain clauses: what the pattern decides is what the grammar would have found."""

from __future__ import annotations

import random

from extractor.find.arguments import acts
from extractor.find.plainclauses import plain_head
from extractor.find.verbgroups import Act, Clause, worked_for
from extractor.language.wordclasses import word_classes
from extractor.lexicon.loader import default_lexicon

KNOWN = word_classes(default_lexicon())
LETTERS = "VNDRSLOFEvuAaiMX#+&、TPtwygBZ=dexkmr.Qnnnnnnnn"
OPENINGS = [lead + head for lead in ("", "a", "T", "i", "A", "am") for head in "VNDRSL"]


def clauses(many: int) -> list[Clause]:
    """Clauses of any letters, with words of these classes where the lexicon has some."""
    words: dict[str, list[str]] = {}
    for word, letter in sorted(KNOWN.codes.items()):
        words.setdefault(letter, []).append(word)
    # Words that decide by themselves may stand anywhere.
    telling = sorted(KNOWN.preparing | KNOWN.playing | KNOWN.adding | KNOWN.degrees | KNOWN.effort)
    chance = random.Random(5)
    made = []
    for _ in range(many):
        rest = chance.choices(LETTERS, k=chance.randint(0, 9))
        codes = chance.choice(OPENINGS) + "".join(rest)
        made.append(
            Clause(
                codes,
                tuple(
                    chance.choice(telling if chance.random() < 0.1 else words.get(code, ["某"]))
                    for code in codes
                ),
                KNOWN,
            )
        )
    return made


def test_the_pattern_agrees_with_the_grammar() -> None:
    plain = 0
    for clause in clauses(20_000):
        head = plain_head(clause.codes, clause.words, 0, KNOWN)
        if head < 0:
            continue
        plain += 1
        code = clause.codes[head]
        if code == "R" and worked_for(clause.words[:head], KNOWN):
            code = "V"
        expected = [Act((head, head + 1), (head + 1, len(clause.codes)), code)]
        assert acts(clause) == expected, (clause.codes, clause.words)
    assert plain > 2_000


def test_the_words_of_other_clauses_tell_nothing() -> None:
    words = ("加强", "组织", "领导", "开展")
    assert plain_head("Vn", ("组织", "机构"), 0, KNOWN) == 0
    assert plain_head("Vn", ("完善", "组织", "机构", "开展"), 1, KNOWN) == 0
    assert plain_head("VVn", words, 1, KNOWN) == -1
