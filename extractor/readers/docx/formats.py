"""Word's number formats: an integer to the characters that Word shows for it.

Covers every East Asian format of ECMA-376 (ST_NumberFormat) and the Western ones; a format
that is not known is shown in decimal. Formats run out where Word's do and fall back then.
"""

from __future__ import annotations

from collections.abc import Callable

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ENCLOSED = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
    "ウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_KOREAN_DIGITS = "영일이삼사오육칠팔구"
_KOREAN_LEGAL = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def render(number: int, style: str) -> str:
    """``number`` as Word shows it in the format ``style`` (a value of ``w:numFmt``)."""
    if style == "none":
        return ""
    maker = _FORMATS.get(style)
    if maker is None or number < 0 or number > 99_999_999:
        return str(number)
    return maker(number)


def _counting(digits: str, places: str, zero: bool, bare_ten: bool) -> Callable[[int], str]:
    """Numbers spelt with places (十百千万); ``bare_ten`` writes 十 for 一十 at the start."""

    def spell(number: int) -> str:
        if number == 0:
            return digits[0]
        if number >= 10_000:
            high, low = divmod(number, 10_000)
            gap = digits[0] if zero and 0 < low < 1000 else ""
            return below(high) + places[3] + (gap + below(low, False) if low else "")
        return below(number)

    def below(number: int, leading: bool = True) -> str:
        out, gap = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(out)
                continue
            if gap and zero:
                out += digits[0]
            gap = False
            one = bare_ten and digit == 1 and power == 1 and not out and leading
            out += ("" if one else digits[digit]) + (places[power - 1] if power else "")
        return out

    return spell


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(d)] for d in str(number))


def _japanese(digits: str, places: str) -> Callable[[int], str]:
    """Counting that leaves out 一 before 十, 百 and 千 and writes no zero."""
    spell = _counting(digits, places, False, True)

    def shown(number: int) -> str:
        text = spell(number)
        for mark in places[:3]:
            text = text.replace(digits[1] + mark, mark)
        return text

    return shown


def _korean_legal(number: int) -> str:
    if 0 < number < 100:
        return _KOREAN_TENS[number // 10] + _KOREAN_LEGAL[number % 10]
    return str(number)


def _chinese_counting(number: int) -> str:
    """一…十…九十九 with places; from 100 Word writes digit by digit (一〇〇)."""
    return _COUNT(number) if 0 < number < 100 else _positional("〇一二三四五六七八九")(number)


def _cycle(marks: str, repeat: bool = False) -> Callable[[int], str]:
    """The n-th of ``marks``; past the end decimal, or repeated (aa, bb) when ``repeat``."""

    def shown(number: int) -> str:
        if number < 1:
            return str(number)
        if number <= len(marks):
            return marks[number - 1]
        if repeat:
            times, index = divmod(number - 1, len(marks))
            return marks[index] * min(times + 1, 20)
        return str(number)

    return shown


def _sequence(first: int, last: int) -> Callable[[int], str]:
    """Enclosed signs that Unicode has from ``first`` to ``last``; past them decimal."""
    return _cycle("".join(chr(code) for code in range(first, last + 1)))


def _stems_and_branches(number: int) -> str:
    if number < 1:
        return str(number)
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _circle(number: int) -> str:
    for first, base, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= number <= last:
            return chr(base + number - first)
    return "⓪" if number == 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, mark in _ROMAN:
        out += mark * (number // value)
        number %= value
    return out


def _ordinal(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else suffix}"


def _full_width(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


_COUNT = _counting("零一二三四五六七八九", "十百千万", True, True)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ZERO_COUNT = "〇一二三四五六七八九"

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedFullstop": _sequence(0x2488, 0x249B),
    "decimalEnclosedParen": _sequence(0x2474, 0x2487),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _cycle(_LETTERS.upper(), repeat=True),
    "lowerLetter": _cycle(_LETTERS, repeat=True),
    "chicago": _cycle("*†‡§", repeat=True),
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _COUNT,
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", True, False),
    "ideographDigital": _positional(_ZERO_COUNT),
    "ideographEnclosedCircle": _cycle(_ENCLOSED),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _stems_and_branches,
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", True, False),
    "taiwaneseCounting": _counting("○一二三四五六七八九", "十百千萬", True, True),
    "taiwaneseCountingThousand": _counting("○一二三四五六七八九", "十百千萬", True, True),
    "taiwaneseDigital": _positional("○一二三四五六七八九"),
    "japaneseCounting": _japanese(_ZERO_COUNT, "十百千万"),
    "japaneseDigitalTenThousand": _positional(_ZERO_COUNT),
    "japaneseLegal": _counting("零壱弐参四伍六七八九", "拾百阡萬", False, False),
    "koreanDigital": _positional(_KOREAN_DIGITS),
    "koreanDigital2": _positional("零一二三四五六七八九"),
    "koreanCounting": _counting(_KOREAN_DIGITS, "십백천만", False, True),
    "koreanLegal": _korean_legal,
    "ganada": _cycle(_GANADA),
    "chosung": _cycle(_CHOSUNG),
    "aiueo": _cycle(_AIUEO_HALF),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_IROHA_HALF),
    "irohaFullWidth": _cycle(_IROHA),
}
