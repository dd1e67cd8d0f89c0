"""``extractor serve``: the extractor over HTTP."""

from __future__ import annotations

import argparse
import os
from typing import Any

from extractor.commands.options import add_engine_options, positive
from extractor.errors import UsageError

_DESCRIPTION = """\
Answer HTTP requests: POST /extract with a file as the body gives its records as JSON
(?name=plan.docx names it, ?text=true sends its canonical text as well); GET /health, /version,
/schema, /openapi.json. Nothing is stored, and no file is opened by a name that a client gives.

  curl --data-binary @plan.docx 'http://127.0.0.1:8000/extract?name=plan.docx'"""

_EPILOG = """\
It has no passwords and no encryption: keep it on this machine or behind a proxy that has.
exit codes: 0 ended as asked, 1 failed, 2 wrong use."""


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "serve",
        help="answer HTTP requests",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port (8000; 0: any that is free)")
    limits = (
        ("--max-mb", 32, "largest upload in MB"),
        ("--timeout", 60, "seconds for one plan"),
        ("--memory", 4096, "MB of memory for one plan"),
        ("--waiting", 16, "uploads that may wait; more get 503"),
    )
    for name, default, what in limits:
        parser.add_argument(
            name, metavar="N", type=positive, default=default, help=f"{what} (default {default})"
        )
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    try:
        import uvicorn

        from extractor.service.app import make_app
    except ImportError as error:
        remedy = "pip install 'plan-extractor[service]'"
        raise UsageError("extractor serve", f"needs a package ({error})", remedy) from None
    app = make_app(_service(args))
    room = (args.workers or _cores()) + args.waiting
    # Connections beyond these are refused before anything is read from them.
    config = uvicorn.Config(
        app, args.host, args.port, limit_concurrency=room * 4, log_level="info", server_header=False
    )
    server = uvicorn.Server(config)
    server.run()
    return 0 if server.started else 1


def _service(args: argparse.Namespace) -> Any:
    from extractor.lexicon.loader import Lexicon
    from extractor.scale.jobs import Limits
    from extractor.service.app import Service

    if args.lexicon is not None:
        Lexicon(args.lexicon)  # a lexicon that is wrong is told now, not at the first upload
    return Service(
        workers=args.workers or _cores(),
        waiting=args.waiting,
        megabytes=args.max_mb,
        limits=Limits(args.timeout, args.memory),
        lexicon=args.lexicon.absolute() if args.lexicon else None,
        engine=args.engine,
    )


def _cores() -> int:
    return os.cpu_count() or 1
