"""The page around a report: one file with its styles and script, and nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from extractor.report.html import both, esc


def page(title: str, body: str, assets: Sequence[str], kind: str) -> str:
    """A whole HTML file. ``assets`` names styles and scripts of ``assets/``, in their order.

    The content security policy allows these by their hashes and nothing else: no request can
    leave the file, and no script in a plan's text could run even if it were not escaped.
    """
    styles = "\n".join(_asset(name) for name in assets if name.endswith(".css"))
    scripts = "\n".join(_asset(name) for name in assets if name.endswith(".js"))
    policy = (
        f"default-src 'none'; style-src {_hash(styles)}; script-src {_hash(scripts)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN" data-ui="zh" class="{esc(kind)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{esc(title)}</title>
<style>{styles}</style>
</head>
<body>
{body}
<script>{scripts}</script>
</body>
</html>
"""


def language_switch() -> str:
    """The button that turns the labels into the other language."""
    return '<button type="button" class="lang" id="lang">' + both("EN", "中文") + "</button>"


@cache
def _asset(name: str) -> str:
    return files("extractor.report").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
