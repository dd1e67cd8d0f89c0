"""What a header cell's words say about its column."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import regex

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import HeaderEntry, OrganisationEntry
from extractor.lexicon.loader import Lexicon

_NOISE = regex.compile(r"[\s“”\"'*＊]+|[（(\[〔][^（()）\]〕]{0,20}[）)\]〕]")
_YEAR = regex.compile(r"(?:19|20)\d\d|[一二三四五六七八九十]{1,2}五")
_NUMERIC = regex.compile(
    r"""[\[［(（]? \p{Han}{0,4} [<>≥≤＜＞~～≈+-]{0,2} \s* [-－—]?\d[\d,，.]* \s* [%％‰]?
        (?:[-~～—至到] \s* \d[\d,.]* \s* [%％‰]?)? [\w/%·]{0,8} [\]］)）]?""",
    regex.VERBOSE,
)
_EMPTY = regex.compile(r"[/／—–\-－*＊\s…]+")
_LIST = regex.compile(r"[、，,；;\s]+")
_DUTY = regex.compile(r"(?:牵头|负责|配合|分工负责)+$")
_REMEMBERED = 20_000  # cells whose roles are kept; a batch has no end of them
_LONGEST = 24  # a header cell is a few words; a longer text is never one


class Roles:
    """The header words of one lexicon, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._role: dict[str, str] = {}
        values: dict[str, set[str]] = {}
        for entry in lexicon.entries(HeaderEntry):
            for word in (entry.name, *entry.aliases):
                self._role.setdefault(_bare(word) or word, entry.role)
            values.setdefault(entry.role, set()).update(entry.values)
        self._values = {role: frozenset(words) for role, words in values.items()}
        self._inside = regex.compile(either(self._role))
        self._cache: dict[str, str | None] = {}
        ends = {
            word
            for organisation in lexicon.entries(OrganisationEntry)
            if organisation.form in ("head", "suffix", "group")
            for word in (organisation.name, *organisation.aliases)
        }
        self._agency = regex.compile(rf"{either(ends)}(?:[（(][^（()）]{{1,20}}[）)]|等)?\Z")

    def role(self, text: str) -> str | None:
        """The role of a header cell: that of the longest word that ends it, else that is in it.

        A cell with only a year or a plan period has the role ``year``; null when no word is known.
        """
        if len(text) > 4 * _LONGEST:
            return None
        role = self._cache.get(text, "")
        if role == "":
            if len(self._cache) > _REMEMBERED:
                self._cache.clear()
            role = self._cache[text] = self._find(text)
        return role

    def is_agency(self, text: str) -> bool:
        """True when ``text`` ends as the names of organisations do, 牵头 and 等 aside."""
        names = _LIST.split(_DUTY.sub("", text.strip()))
        return any(self._agency.search(name) is not None for name in names)

    def exact(self, text: str) -> bool:
        """True when ``text`` as a whole is a known header word."""
        return _bare(text) in self._role

    def ends(self, text: str) -> bool:
        """True when a known header word ends ``text``: 主要指标表 only holds one."""
        bare = _bare(text)
        return any(bare[start:] in self._role for start in range(len(bare)))

    def _find(self, text: str) -> str | None:
        bare = _bare(text)
        if not bare:
            bare = regex.sub(r"\s+", "", text)
        if not bare or len(bare) > _LONGEST or bare[-1] in "。；，":
            return None
        for start in range(len(bare)):
            if (role := self._role.get(bare[start:])) is not None:
                return role
        if _YEAR.search(bare):
            return "year"
        found = max(self._inside.findall(bare), key=len, default=None)
        if found is None or len(found) < 2:
            return "year" if _YEAR.search(text) else None
        return self._role[found]

    def is_value(self, role: str, text: str) -> bool:
        """True when ``text`` is one of the fixed values that such columns hold."""
        return text in self._values.get(role, frozenset())


def _bare(text: str) -> str:
    return str(_NOISE.sub("", text))


@functools.lru_cache(maxsize=8)
def header_roles(lexicon: Lexicon) -> Roles:
    """The compiled header words of ``lexicon``."""
    return Roles(lexicon)


def looks_like_header(texts: Sequence[str], roles: Roles) -> bool:
    """True when most cells are words of table headers and none is a value or a sentence."""
    full = [text for text in texts if text.strip()]
    if len(full) < 2 or any(len(text) > 40 for text in full):
        return False
    known = [role for text in full if (role := roles.role(text)) is not None]
    values = sum(1 for text in full if is_numeric(text) and roles.role(text) is None)
    distinct = len(set(known)) >= 2 or known.count("year") >= 2
    return distinct and values == 0 and 2 * len(known) >= len(full)


def is_numeric(text: str) -> bool:
    """True for a value as indicator tables hold them: 12, ≥90, 30个以上, [累计5]."""
    return _NUMERIC.fullmatch(text.strip()) is not None


def is_empty(text: str) -> bool:
    """True for a cell that says nothing: blank, a dash, a slash."""
    return not text or _EMPTY.fullmatch(text) is not None
