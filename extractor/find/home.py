"""The region a plan is made for, from its title, its issuer and its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from extractor.find.places import PlaceHits, find_places
from extractor.lexicon.gazetteer import gazetteer
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.mentions import PlaceMention
from extractor.plan import Region

NATION = Region(name="全国", code=None, level="nation", path=())
_HEAD = 1500
_NAMING = 20 * _HEAD  # characters in which the region named most is looked for
# A division that the gazetteer does not know, at the head of a title: 云川市“十四五”….
_UNKNOWN = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,5}?(?P<form>省|市|州|盟|区|县|旗|镇|乡))"
    r"(?=[“\"「]|十[二三四五六]五|国民经济|人民政府|[0-9]{4})"
)
_LEVELS: dict[str, Literal["province", "prefecture", "county", "township"]] = {
    "省": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "区": "county",
    "县": "county",
    "旗": "county",
    "镇": "township",
    "乡": "township",
}
# Neither a cited title nor a news agency's dateline (新华社北京12月14日电) names the plan's region.
_CITED = re.compile(r"《[^《》\n]{0,80}》|新华社[^，。\n]{1,16}电")
_OPENING = 400
# 我代表市人民政府…报告工作: an untitled report says of which level it speaks.
_SPEAKER = re.compile(r"代表(?P<form>[省市区县州盟旗])(?:人民)?政府")
_ISSUED_NATIONALLY = re.compile(
    r"(?:中共中央|国务院|全国人民代表大会|国家[\u4e00-\u9fff]{2,12}(?:委|局|部))"
    r"[\u4e00-\u9fff、 ]{0,30}"
    r"(?:印发|发布|批准|通过|关于|制定)"
)
# How a city speaks of itself, and a province: a city's report names its province, too.
_CITY, _PROVINCE = re.compile("全市|我市|市委"), re.compile("我省|我自治区")
_SPOKEN, _NAMED = 8, 3  # times at least that it does so, and that it is named
_BEFORE_NAME = re.compile(r"\s*(?:关于)?(?:印发|发布|公布|下达|转发)?[《〈“\"]?")
_NATIONAL = re.compile(
    r"中共中央|国务院|全国人大|国家(?:发展改革委|发展和改革委员会|[\u4e00-\u9fff]{2,8}(?:局|部|委))"
    r"|[\u4e00-\u9fff]{2,6}部(?:办公厅)?(?:等[一二三四五六七八九十]+部门)?关于"
    r"|中央[一1]号文件|全国|中华人民共和国|国家"
)


def resolve_plan_region(
    title: str, text: str, lexicon: Lexicon | None = None, hits: PlaceHits | None = None
) -> Region | None:
    """The plan's own region: county, prefecture or province, or the nation; None if nothing says.

    The title decides, then the first lines (issuer, document number, opening), then the region
    that the text names most. A zone's plan (广州开发区) gets the region in which the zone lies.
    ``hits`` are those of ``text`` if they are known already.
    """
    lexicon = lexicon or default_lexicon()
    if (region := _first_region(title.strip(), lexicon)) is not None:
        return region
    if _NATIONAL.search(title):
        return NATION
    if (unknown := _UNKNOWN.match(title.strip())) is not None:
        return Region(unknown["name"], None, _LEVELS.get(unknown["form"]))
    head = _CITED.sub("", _without(text[:_HEAD], title))
    region = _first_region(head, lexicon)
    if _ISSUED_NATIONALLY.search(head[:_OPENING]):
        return NATION
    hits = hits or PlaceHits(text, lexicon)
    named = hits.places(None, _NAMING)
    most = _most_named(named)
    # 省委 in the first lines of an untitled report of a city: the city is what it is about.
    inner = region is None or (most is not None and most.path[: len(region.path)] == region.path)
    found = most if inner and most is not None else region
    speaker = _SPEAKER.search(head[:_OPENING])
    if speaker is not None and (found is None or not found.name.endswith(speaker["form"])):
        found = _most_named(named, _LEVELS[speaker["form"]]) or found
    return _its_city(found, hits)


def _its_city(region: Region | None, hits: PlaceHits) -> Region | None:
    """The city of a province whose text says 我市 and 市委 of itself, else the region as it is.

    It is the one named most, or the one that bears the province's name (吉林).
    """
    text = hits.text
    if region is None or region.level != "province" or len(_CITY.findall(text)) < _SPOKEN:
        return region
    book, code = gazetteer(), region.code or ""
    if _PROVINCE.search(text) or book.is_municipality(code):
        return region
    named = Counter(
        mention.code
        for mention in hits.places(region, _NAMING)
        if mention.kind == "region" and mention.code and mention.code[:2] == code[:2]
    )
    for division in book.namesakes(code):
        named[division.code] += named[code]
    cities = [(n, c) for c, n in named.items() if c[2:4] != "00" and c[4:] == "00"]
    count, best = max(cities, default=(0, ""))
    return book.region(book.codes[best]) if count >= _NAMED and best in book.codes else region


def _without(head: str, title: str) -> str:
    return head.replace(title, "") if title else head


def _first_region(part: str, lexicon: Lexicon) -> Region | None:
    """The region that opens the part, else the first one named in it.

    A part that begins nationally (国务院关于支持贵州…的意见) has no region of its own. After a zone
    the region that it lies in may follow (广州开发区 广州市黄埔区…): the inner one is meant.
    """
    if (opening := _opening_region(part)) is not None:
        return opening
    issuer = _NATIONAL.search(part)
    found: Region | None = None
    for mention in find_places(part, lexicon, None):
        region = _region_in(mention)
        if found is not None:
            inner = region is not None and region.path[: len(found.path)] == found.path
            return region if inner else found
        if region is None:
            continue
        if issuer is not None and issuer.start() < mention.start:
            return None
        if mention.kind != "zone":
            return region
        found = region
    return found


def _opening_region(part: str) -> Region | None:
    """郫县… or 关于印发郫都…: at the front of a title even a doubtful short name is one."""
    book = gazetteer()
    opening = _BEFORE_NAME.match(part)
    at = opening.end() if opening else 0
    for end in range(min(len(part), at + 12), at + 1, -1):
        word = part[at:end]
        divisions = book.full.get(word) or book.short.get(word) or []
        if len(divisions) == 1 and not book.resolve(word) and part[end : end + 1] not in "市区县州":
            return book.region(divisions[0])
        if divisions:
            return None
    return None


def _region_in(mention: PlaceMention) -> Region | None:
    """The region of a region's mention, or the one at the head of a zone's or office's name."""
    book = gazetteer()
    if mention.kind == "region":
        division = book.codes.get(mention.code or "")
        return book.region(division) if division else None
    if mention.kind == "group":
        return None
    found: Region | None = None
    name, at = mention.name, 0
    while at < len(name):
        ends = range(min(len(name), at + 12), at + 1, -1)
        division = next((d for e in ends if (d := book.resolve(name[at:e], found))), None)
        if division is None:
            break
        inner = book.region(division)
        if found is not None and (inner.path[: len(found.path)] != found.path):
            break
        at = next(e for e in ends if book.resolve(name[at:e], found) is division)
        found = inner
    return found


def _most_named(places: Sequence[PlaceMention], level: str | None = None) -> Region | None:
    """The region, of ``level`` where that is known, that ``places`` name far more than others."""
    codes = gazetteer().codes
    names = Counter(
        mention.code
        for mention in places
        if mention.kind == "region"
        and mention.code
        and (level is None or (mention.code in codes and codes[mention.code].level == level))
    )
    if not names:
        return None
    (code, count), *rest = names.most_common(4)
    division = gazetteer().codes.get(code)
    if division is None:
        return None
    region = gazetteer().region(division)
    # A city's plan names its province often, too.
    others = [n for c, n in rest if c not in codes or codes[c].name not in region.path]
    return None if count < 5 or (others and count < 2 * others[0]) else region
