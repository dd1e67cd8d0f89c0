"""What reports call things, in Chinese and English."""

from __future__ import annotations

from extractor.report.html import both, esc

TYPES: dict[str, tuple[str, str]] = {
    "plans": ("文件信息", "Header"),
    "indicators": ("指标", "Indicators"),
    "observations": ("数值", "Numbers"),
    "measures": ("举措", "Measures"),
    "actions": ("行动", "Actions"),
    "programmes": ("专项与工程", "Programmes"),
    "instruments": ("政策工具", "Instruments"),
    "themes": ("主题", "Themes"),
    "projects": ("项目", "Projects"),
    "areas": ("区域与单位", "Areas"),
    "assignments": ("分工", "Assignments"),
    "references": ("引用", "References"),
    "findings": ("疑点", "Findings"),
    "tables": ("表格", "Tables"),
}
ROLES: dict[str, tuple[str, str]] = {
    "target": ("目标", "target"),
    "baseline": ("基期", "baseline"),
    "actual": ("实际", "actual"),
    "change": ("变化", "change"),
    "rank": ("位次", "rank"),
    "criterion": ("门槛", "criterion"),
}
WORDS: dict[str, tuple[str, str]] = {
    "lead": ("牵头", "lead"),
    "support": ("配合", "support"),
    "responsible": ("责任", "responsible"),
    "location": ("地点", "location"),
    "area": ("区域", "area"),
    "region": ("行政区", "region"),
    "zone": ("园区", "zone"),
    "organisation": ("单位", "organisation"),
    "group": ("群体", "group"),
    "supply": ("供给型", "supply"),
    "environment": ("环境型", "environment"),
    "demand": ("需求型", "demand"),
    "planned": ("计划", "planned"),
    "cumulative": ("累计", "cumulative"),
    "table": ("表格", "table"),
    "prose": ("正文", "prose"),
    "miss": ("漏", "miss"),
    "false alarm": ("误报", "false alarm"),
    "wrong field": ("字段有误", "wrong field"),
    **ROLES,
}
FIELDS: dict[str, tuple[str, str]] = {
    "title": ("标题", "Title"),
    "region": ("地区", "Region"),
    "issuer": ("发文机关", "Issuer"),
    "document_number": ("文号", "Number"),
    "issued": ("日期", "Issued"),
    "status": ("状态", "Status"),
    "period": ("规划期", "Period"),
    "theme": ("主题", "Theme"),
    "source": ("文件", "File"),
    "unit": ("单位", "Unit"),
    "nature": ("属性", "Nature"),
    "deadline": ("时限", "Deadline"),
    "responsible": ("责任", "Responsible"),
    "areas": ("区域", "Areas"),
    "location": ("地点", "Location"),
    "content": ("内容", "Content"),
    "investment": ("投资", "Investment"),
    "group": ("分组", "Group"),
    "targets": ("相关指标", "Indicators"),
    "section": ("章节", "Section"),
    "box": ("专栏", "Box"),
    "number": ("文号", "Number"),
    "kind": ("类别", "Kind"),
    "code": ("代码", "Code"),
}


def word(name: str) -> str:
    """A value that comes from a fixed set, in both languages; others as they are."""
    known = WORDS.get(name)
    return both(*known) if known else esc(name.replace("_", " "))


def type_name(name: str) -> str:
    """The name of a record type in both languages."""
    return both(*TYPES[name]) if name in TYPES else esc(name)


def field_name(name: str) -> str:
    """The name of a field in both languages."""
    return both(*FIELDS[name]) if name in FIELDS else esc(name)
