"""Which tables there are, in the order in which every format writes them."""

from __future__ import annotations

from extractor.export.schema import (
    PLAN_ID,
    QUOTE,
    SPAN,
    Column,
    TableSpec,
    flag,
    ident,
    integer,
    period,
    quantity,
    text,
)

_PLAN = (("plan_id",), "plans")
_TO_INDICATOR = (("plan_id", "indicator_id"), "indicators")
_TO_MEASURE = (("plan_id", "measure_id"), "measures")
_TO_SECTION = (("plan_id", "section_id"), "sections")
_TO_TABLE = (("plan_id", "table_id"), "tables")

SECTION = (
    text("section_id", "innermost section it stands in", "所在章节编号"),
    text("section_title", "title of that section", "所在章节标题"),
)
INDICATOR_ID = ident("indicator_id", "id of the indicator", "指标编号")
MEASURE_ID = ident("measure_id", "id of the measure", "举措编号")
TABLE_ID = ident("table_id", "id of the table", "表格编号")
ROLES = ("actual", "baseline", "target", "change", "rank", "criterion")

PLANS = TableSpec(
    "plans",
    "one row per plan",
    "每份规划一行",
    (
        PLAN_ID,
        text("title", "title", "标题"),
        text("region", "administrative division that the plan is for", "所属地区"),
        text("region_code", "GB/T 2260 code of the region", "地区代码（GB/T 2260）"),
        text(
            "region_level",
            "level of the region",
            "地区层级",
            "nation",
            "province",
            "prefecture",
            "county",
            "township",
        ),
        text("region_path", "region from province down, joined by /", "地区全路径"),
        text("issuer", "who issued it", "发文机关"),
        text("document_number", "document number", "文号"),
        text("issued", "date of issue", "成文日期"),
        text("status", "draft, trial …, as worded", "状态（征求意见稿等）"),
        *period("period", "years that the plan is for", "规划期"),
        text("theme", "policy field", "主题"),
        text("source", "file name", "文件名"),
        text("media_type", "media type of the file", "文件类型"),
        text("sha256", "SHA-256 of the file", "文件SHA-256"),
        text("encoding", "encoding of a text file", "文本编码"),
        integer("characters", "characters of the canonical text", "字符数"),
        integer("pages", "pages, where the form has any", "页数"),
        text("schema_version", "version of the data model", "数据结构版本"),
    ),
    ("plan_id",),
)
INDICATORS = TableSpec(
    "indicators",
    "one row per indicator",
    "每个指标一行",
    (
        PLAN_ID,
        INDICATOR_ID,
        text("name", "what is counted or measured", "指标名称"),
        text("unit", "unit of the indicator", "单位"),
        text("nature", "预期性, 约束性 …, where the plan says so", "属性（预期性、约束性等）"),
        text("region", "region that it is about", "所指地区"),
        text("region_code", "GB/T 2260 code of that region", "地区代码"),
        *SECTION,
        text(
            "origin",
            "whether it stands in a table or in prose",
            "出处（表格或正文）",
            "table",
            "prose",
        ),
        text("table_id", "table it stands in", "所在表格编号"),
        integer("table_row", "row of that table, from 0", "所在行（从0起）"),
        integer("observations", "how many numbers it has", "数值个数"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "indicator_id"),
    (_PLAN, _TO_SECTION, _TO_TABLE),
)
OBSERVATIONS = TableSpec(
    "observations",
    "one row per number (or target in words) of an indicator",
    "每个数值一行",
    (
        PLAN_ID,
        ident("observation_id", "id of the observation", "数值编号"),
        INDICATOR_ID,
        text("indicator", "name of the indicator", "指标名称"),
        text(
            "origin",
            "whether it stands in a table or in prose",
            "出处（表格或正文）",
            "table",
            "prose",
        ),
        text("nature", "预期性, 约束性 …, where the plan says so", "属性（预期性、约束性等）"),
        Column(
            "role",
            "string",
            "baseline, target, actual value, change, rank or criterion",
            "角色：基期值、目标值、实际值、变化、位次、门槛",
            ROLES,
            required=True,
        ),
        flag("planned", "true for a change that is still to come", "是否计划中的变化"),
        *period("period", "period of the number", "所属时期"),
        integer("year", "last year of that period", "年份（时期末年）"),
        *quantity("", "number", "数值"),
        *period("relative", "what a change is measured against: period", "对比时期"),
        text("qualitative", "target in words, or scope of a rank", "定性目标或位次范围"),
        flag("cumulative", "true for a total over the period", "是否累计值"),
        *SPAN,
        QUOTE,
        integer("page", "page, from 1", "页码"),
        integer("cell_row", "row of the cell, from 0", "单元格行号"),
        integer("cell_column", "column of the cell, from 0", "单元格列号"),
    ),
    ("plan_id", "observation_id"),
    (_PLAN, _TO_INDICATOR),
)
MEASURES = TableSpec(
    "measures",
    "one row per measure",
    "每条举措一行",
    (
        PLAN_ID,
        MEASURE_ID,
        text("title", "run-in title or label", "举措标题"),
        *SECTION,
        text("box", "box (专栏) it stands in", "所在专栏"),
        text("themes", "themes, joined by ；", "主题（以；分隔）"),
        text("instruments", "policy instruments, joined by ；", "政策工具（以；分隔）"),
        text("responsible", "who is responsible, joined by ；", "责任单位（以；分隔）"),
        text("areas", "areas it is for, joined by ；", "涉及区域（以；分隔）"),
        *period("deadline", "deadline", "完成时限"),
        integer("actions", "how many actions", "行动数"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "measure_id"),
    (_PLAN, _TO_SECTION),
)
ACTIONS = TableSpec(
    "actions",
    "one row per action that a measure commits to",
    "每个行动一行",
    (
        PLAN_ID,
        ident("action_id", "id of the action", "行动编号"),
        MEASURE_ID,
        text("verb", "head verb", "动词"),
        text("object", "what is acted on", "宾语"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "action_id"),
    (_PLAN, _TO_MEASURE),
)
PROGRAMMES = TableSpec(
    "programmes",
    "one row per named campaign, project or scheme",
    "每个专项行动、工程一行",
    (
        PLAN_ID,
        ident("programme_id", "id of the mention", "编号"),
        MEASURE_ID,
        text("name", "name", "名称"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "programme_id"),
    (_PLAN, _TO_MEASURE),
)
LABELS = TableSpec(
    "labels",
    "one row per policy instrument or theme of a measure",
    "每条举措的政策工具、主题标注一行",
    (
        PLAN_ID,
        ident("label_id", "id of the label", "标注编号"),
        MEASURE_ID,
        text("label_type", "instrument or theme", "标注类别", "instrument", "theme"),
        text(
            "instrument_class",
            "policy tool class (Rothwell & Zegveld)",
            "政策工具类型（供给、环境、需求）",
            "supply",
            "environment",
            "demand",
        ),
        text("name", "kind of instrument, or theme", "工具或主题"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "label_id"),
    (_PLAN, _TO_MEASURE),
)
TARGETS = TableSpec(
    "measure_indicators",
    "which indicators stand in which measures",
    "举措与指标的对应",
    (PLAN_ID, MEASURE_ID, INDICATOR_ID),
    ("plan_id", "measure_id", "indicator_id"),
    (_PLAN, _TO_MEASURE, _TO_INDICATOR),
)
PROJECTS = TableSpec(
    "projects",
    "one row per project of a project table",
    "每个项目一行",
    (
        PLAN_ID,
        ident("project_id", "id of the project", "项目编号"),
        text("group_name", "caption or group row above it", "项目分组"),
        text("number", "number as the table gives it", "序号"),
        text("name", "name", "项目名称"),
        text("location", "where", "建设地点"),
        text("content", "what is built or done", "建设内容"),
        *quantity("investment_", "investment", "投资"),
        *period("period", "building period", "建设年限"),
        text("responsible", "who is responsible", "责任单位"),
        TABLE_ID,
        integer("table_row", "row of that table, from 0", "所在行（从0起）"),
        Column("fields", "object", "every cell under its own header", "各栏原文"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "project_id"),
    (_PLAN, _TO_TABLE),
)
AREAS = TableSpec(
    "areas",
    "one row per area or organisation with a part in the plan",
    "每个区域或单位一行",
    (
        PLAN_ID,
        ident("area_id", "id of the area or organisation", "区域或单位编号"),
        text("name", "name", "名称"),
        text("kind", "what it is", "类别", "region", "zone", "organisation", "group"),
        text("code", "GB/T 2260 code of a region", "地区代码"),
        integer("assignments", "how many parts it has", "任务数"),
    ),
    ("plan_id", "area_id"),
    (_PLAN,),
)
ASSIGNMENTS = TableSpec(
    "assignments",
    "one row per part that an area or organisation is given",
    "每项分工一行",
    (
        PLAN_ID,
        ident("assignment_id", "id of the assignment", "分工编号"),
        ident("area_id", "id of the area or organisation", "区域或单位编号"),
        text("area", "name of the area or organisation", "区域或单位名称"),
        text("area_kind", "what it is", "类别", "region", "zone", "organisation", "group"),
        text(
            "role",
            "location, area, lead, support or responsible",
            "角色：建设地点、区域、牵头、配合、责任",
            "location",
            "area",
            "lead",
            "support",
            "responsible",
        ),
        ident("record_id", "measure, project or indicator that it is given", "对应记录编号"),
        text("record_title", "title or name of that record", "对应记录标题"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "assignment_id"),
    (_PLAN, (("plan_id", "area_id"), "areas")),
)
REFERENCES = TableSpec(
    "references",
    "one row per law, plan or notice cited",
    "每处引用一行",
    (
        PLAN_ID,
        ident("reference_id", "id of the citation", "引用编号"),
        text("title", "title", "文件标题"),
        text("kind", "kind of document", "文件类别"),
        text("number", "document number", "文号"),
        *SPAN,
        QUOTE,
    ),
    ("plan_id", "reference_id"),
    (_PLAN,),
)
FINDINGS = TableSpec(
    "findings",
    "one row per thing that a careful reader would query",
    "每个疑点一行",
    (
        PLAN_ID,
        ident("finding_id", "id of the finding", "疑点编号"),
        text("kind", "kind of finding", "类别"),
        text("message", "what to look at", "说明"),
        text("records", "records it is about, joined by ；", "涉及记录（以；分隔）"),
        text("quote", "the words, joined by ／", "原文（以／分隔）"),
    ),
    ("plan_id", "finding_id"),
    (_PLAN,),
)
SECTIONS = TableSpec(
    "sections",
    "one row per heading",
    "每个标题一行",
    (
        PLAN_ID,
        ident("section_id", "id of the section", "章节编号"),
        text("number", "number as written", "序号"),
        text("title", "title", "标题"),
        integer("level", "depth, 1 is topmost", "层级（1为最高）"),
        text("kind", "what the part is for", "章节类别"),
        text("parent_id", "section that holds it", "上级章节编号"),
        text("section_path", "titles from the top down, joined by ›", "标题路径"),
        *SPAN,
    ),
    ("plan_id", "section_id"),
    (_PLAN,),
)
TABLES = TableSpec(
    "tables",
    "one row per table",
    "每个表格一行",
    (
        PLAN_ID,
        TABLE_ID,
        text("caption", "caption", "表题"),
        *SECTION,
        text("kind", "kind of table", "表格类别"),
        integer("columns_count", "columns", "列数"),
        integer("rows_count", "rows below the header", "行数"),
        Column("header", "array", "header texts", "表头"),
        *SPAN,
    ),
    ("plan_id", "table_id"),
    (_PLAN, _TO_SECTION),
)
CELLS = TableSpec(
    "cells",
    "one row per table cell",
    "每个单元格一行",
    (
        PLAN_ID,
        TABLE_ID,
        Column("table_row", "integer", "row, from 0", "行号（从0起）", required=True),
        Column("table_column", "integer", "column, from 0", "列号（从0起）", required=True),
        text("header", "header of the column", "列标题"),
        text("content", "text of the cell", "单元格内容"),
    ),
    ("plan_id", "table_id", "table_row", "table_column"),
    (_PLAN, _TO_TABLE),
)
QUOTES = TableSpec(
    "quotes",
    "one row per quoted place of a record, with the words around it",
    "每处原文一行，含上下文",
    (
        PLAN_ID,
        ident("record_id", "record that quotes it", "记录编号"),
        Column(
            "place",
            "integer",
            "first, second … quote of the record, from 1",
            "第几处（从1起）",
            required=True,
        ),
        text("record_type", "table that the record stands in", "记录类型"),
        *SPAN,
        QUOTE,
        text("before", "what stands before it in its line", "前文"),
        text("after", "what stands after it in its line", "后文"),
        integer("line", "line of the canonical text, from 1", "原文行号（从1起）"),
    ),
    ("plan_id", "record_id", "place"),
    (_PLAN,),
)

SPECS: tuple[TableSpec, ...] = (
    PLANS, INDICATORS, OBSERVATIONS, MEASURES, ACTIONS, PROGRAMMES, LABELS, TARGETS, PROJECTS,
    AREAS, ASSIGNMENTS, REFERENCES, FINDINGS, SECTIONS, TABLES, CELLS, QUOTES,
)  # fmt: skip
TABLE_NAMES: tuple[str, ...] = tuple(spec.name for spec in SPECS)

__all__ = ["SPECS", "TABLE_NAMES"]
