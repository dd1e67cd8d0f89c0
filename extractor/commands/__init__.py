"""The subcommands: modules with ``add_parser(subparsers)`` and ``run(args) -> int``.

To add one, write its module and add its name here. Import what is heavy inside ``run``.
"""

from __future__ import annotations

#: In the order in which ``extractor --help`` lists them.
COMMANDS: tuple[str, ...] = (
    "extract",
    "show",
    "validate",
    "compare",
    "export",
    "report",
    "schema",
    "serve",
)
