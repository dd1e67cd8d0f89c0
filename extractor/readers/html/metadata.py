"""What a page says about its document: meta tags, the index box, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from extractor.lexicon.entries import FrontEntry
from extractor.lexicon.loader import default_lexicon

# the meta names of the national rule for government sites (GB/T 33190's sister, 国办发〔2017〕47号)
# and of common publishing systems
_META = {
    "title": ("articletitle", "og:title", "dc.title"),
    "issuer": ("contentsource", "source", "author", "dc.publisher"),
    "issued": ("pubdate", "maketime", "publishdate", "article:published_time", "dc.date"),
    "document_number": ("documentnumber", "fileno", "wh"),
}
_ROLES = {
    "issuer_key": "issuer",
    "number_key": "document_number",
    "date_key": "issued",
    "title_key": "title",
}
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|csv|zip|rar|7z)(?:$|[?#])", re.I)
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_LABEL = re.compile(r"[:：]\s*$")
# a source that names nobody
_NOBODY = re.compile(r"本[网站]|网站|管理员|admin\w*|editor|\W*", re.IGNORECASE)


def properties(root: Any) -> dict[str, str]:
    """``title``, ``issuer``, ``issued`` (ISO), ``document_number`` where the page says so."""
    metas = {
        (node.get("name") or node.get("property") or "").strip().lower(): (
            node.get("content") or ""
        ).strip()
        for node in root.iter("meta")
    }
    found: dict[str, str] = {}
    for key, names in _META.items():
        given = next((metas[name] for name in names if metas.get(name)), "")
        if given:
            found[key] = given
    found |= _index_box(root)
    return {key: text for key, given in found.items() if (text := _tidy(key, given))}


def _tidy(key: str, given: str) -> str:
    text = " ".join(given.split())[:300]
    if key == "issued":
        match = _DATE.search(text)
        return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""
    if key == "issuer" and _NOBODY.fullmatch(text):
        return ""
    return text


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for entry in default_lexicon().entries(FrontEntry):
        if entry.role in _ROLES:
            names |= dict.fromkeys((entry.name, *entry.aliases), _ROLES[entry.role])
    ordered = sorted((name for name in names if not name.isascii()), key=len, reverse=True)
    # 文　号, 发文 字号: labels are spaced to line up
    loose = "|".join(r"\s*".join(map(re.escape, name)) for name in ordered)
    return re.compile(rf"\s*(?P<label>{loose})\s*[】\]]?\s*[:：]\s*(?P<value>.*)", re.S), names


def _index_box(root: Any) -> dict[str, str]:
    """Labels with values (发文机关：…) in short cells and lines outside running text."""
    pattern, names = _labels()
    found: dict[str, str] = {}
    texts = list(_short_texts(root))
    for index, text in enumerate(texts):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        given = match["value"].strip()
        if not given and index + 1 < len(texts) and not _LABEL.search(texts[index + 1]):
            given = texts[index + 1].strip()
        key = names["".join(match["label"].split())]
        if given and len(given) <= 120 and key not in found:
            found[key] = given
    return found


def _short_texts(root: Any) -> Iterator[str]:
    """Texts of the smallest blocks, the first 400: the index box stands before the article."""
    count = 0
    for node in root.iter("td", "th", "li", "p", "div", "span", "dt", "dd", "label"):
        if any(child.tag in ("td", "li", "p", "div", "table", "dd", "span") for child in node):
            continue
        text = "".join(node.itertext())
        if text.strip() and len(text) <= 200:
            count += 1
            yield text
        if count >= 400:
            return


def attachments(root: Any, article: Any) -> list[str]:
    """``name<tab>address`` of linked files in the article and the lists beside it."""
    listed: dict[str, None] = {}
    for scope in (article, root):
        for node in scope.iter("a"):
            address = (node.get("href") or "").strip()
            if _FILE.search(address) and not address.lower().startswith("javascript:"):
                label = " ".join("".join(node.itertext()).split()) or address.rsplit("/", 1)[-1]
                listed.setdefault(f"{label[:200]}\t{address[:500]}")
        if listed:
            break
    return list(listed)[:100]
