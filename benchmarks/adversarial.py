"""Texts made to be slow: one shape repeated, with nothing that ends a clause, line or table.

A step that looks back or ahead without a bound is quadratic on one of them. All are made up.
"""

from __future__ import annotations

_SHAPES = """\
的|1|一|十|百|第|亿|万|几|%|、|，|。|；|：|（|）|“|”|《|》|·|—|-|~|/|.|:|*|#|a|和|的、|年
1、|一、|1.|（一）|①|第1|第一章|3亿|3亿元，|3家、|约3~5家、|占比3%，|第3位，|3:4，|3/4，|≥3|3以上|1,000,|百分之三，|二十余家，
2025年|到2025年，|2021—|“十四五”|每年3家，|年均增长7%，|由3提高到5，|分别为3家、|其中5家，|50年一遇，|3大工程、
建设|建设3座水库，|推进建设、|完善制度，|构建和完善甲、|将甲纳入乙，|支持企业做强，|对甲进行改造，|通过甲，|确保甲，
水利局、|水利局会同农业局，|（水利局负责）|责任单位：水利局、|牵头单位：县水利局，|各县（市、区）、|青羊区、|四川省|高新区、|在高新区建设基地，
满足以下条件：|达到3家的，|给予3万元，|3家（含）、|对甲，给予3万元，|应在3日内，|由水利局审核，|申报单位
《规划》|《规划》（以下简称规划），|“蓝天”“碧水”专项行动，|2+3+1、|一是建设，|累计3家，
到2025年，供水量达到3亿立方米。|供水量3亿立方米；|供水量增加3亿立方米，达到5亿立方米，"""
_LINES = """\
|第一章 总则|一、建设|（一）建设|1.|1.建设|专栏1 任务|表1 指标|任务1：甲|附件|目　录
满足以下条件：|1.满足以下条件：|申报条件|一、申报条件|（一）甲补贴。给予3万元
第一章 总则……1|- 1 -|2021年|供水量|供水量达到3亿立方米|注：甲|抄送：甲|各区县人民政府：
a\tb\tc|\t|1\t供水量\t3\t4|序号\t指标\t2025年|甲  乙|序号 指标 2025年|1 供水量 3 4
# 甲|- 甲|> 甲|```|**甲**"""
_PIPES = ["|-|", "|", "||", "|甲|乙|", "|甲|", "甲|乙", "|-"]


def shapes() -> list[str]:
    """Every shape to repeat; those of lines end with a line break."""
    inline = [shape for line in _SHAPES.split("\n") for shape in line.split("|")]
    lines = [shape + "\n" for line in _LINES.split("\n") for shape in line.split("|")]
    lines += [pipe + "\n" for pipe in _PIPES]
    return [
        *inline,
        *lines,
        "\t",
        " ",
        "　",
        "\r",
        "\r\n",
        "\x0c",
        "\u200b",
        "é",
        "😀",
        "<p>",
        "&nbsp;",
    ]


def text(shape: str, characters: int) -> bytes:
    """A plan of that many characters, all of one shape."""
    return ("青禾县规划\n" + shape * (characters // len(shape) + 1))[:characters].encode()
