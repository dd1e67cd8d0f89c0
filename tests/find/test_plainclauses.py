"""Plain clauses: what the pattern decides is what the grammar would have found."""

from __future__ import annotations

import random

from extractor.find.arguments import acts
from extractor.find.plainclauses import HEADS, in_doubt, plain_leads, wary_words
from extractor.find.verbgroups import Act, Clause, worked_for
from extractor.language.wordclasses import word_classes
from extractor.lexicon.loader import default_lexicon

KNOWN = word_classes(default_lexicon())
WARY = wary_words(default_lexicon())
LETTERS = "VNDRSLOFEvuAaiMX#+&、TPtwygBZ=dexkmr.Qnnnnnnnn"
LEADS = ("", "a", "T", "i", "A", "am", "#", "r", "n")
OPENINGS = [lead + head for lead in LEADS for head in "VNDRSLAEFPwyn=&kmZX"]


def clauses(many: int) -> list[Clause]:
    """Clauses of any letters, with words of these classes where the lexicon has some."""
    words: dict[str, list[str]] = {}
    for word, letter in sorted(KNOWN.codes.items()):
        words.setdefault(letter, []).append(word)
    # Words that decide by themselves may stand anywhere.
    telling = sorted(WARY | KNOWN.adding | KNOWN.degrees | KNOWN.effort | KNOWN.governing)
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


def decided(clause: Clause, lead: str) -> list[Act] | None:
    """What the pattern makes of a clause, null where it leaves it to the grammar."""
    head = len(lead) - 1
    if not lead:
        return None
    if lead[-1] not in HEADS:
        return None if clause.words[head] in WARY else []
    if in_doubt(clause.codes, clause.words, 0, lead, WARY, KNOWN):
        return None
    start = head - (lead[-2:-1] in ("V", "D"))
    code = clause.codes[start]
    if code == "R" and worked_for(clause.words[:head], KNOWN):
        code = "V"
    return [Act((start, head + 1), (head + 1, len(clause.codes)), code)]


def test_the_pattern_agrees_with_the_grammar() -> None:
    made = clauses(30_000)
    heads = compounds = nothing = 0
    for clause, lead in zip(made, plain_leads([clause.codes for clause in made]), strict=True):
        found = decided(clause, lead)
        if found is None:
            continue
        assert acts(clause) == found, (clause.codes, clause.words)
        nothing += not found
        heads += bool(found)
        compounds += bool(found) and found[0].head[1] > found[0].head[0] + 1
    assert heads > 2_000
    assert nothing > 2_000
    assert compounds > 20


def test_the_words_of_other_clauses_tell_nothing() -> None:
    words = ("完善", "组织", "队伍", "开展")
    assert not in_doubt("Vn", words, 1, "V", WARY, KNOWN)
    assert in_doubt("VLn", ("组织", "开展", "培训"), 0, "V", WARY, KNOWN)


def test_every_clause_has_its_own_answer() -> None:
    assert plain_leads(["aVn", "", "BnVn", "Fnn", "V", "nd"]) == ["aV", "", "", "F", "", "nd"]
    assert plain_leads([]) == []
