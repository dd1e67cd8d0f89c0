"""The HTTP application. It opens no file by name: uploads are bytes, names are only labels."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from extractor.scale.jobs import Limits
from extractor.scale.pool import ProcessPool, WorkerDied
from extractor.service.work import Answer, Task, answer, problem

_NAME_LENGTH = 255


class Service(msgspec.Struct, frozen=True):
    """Bounds of the service: bytes and seconds per upload, processes, uploads that may wait."""

    workers: int = 1
    waiting: int = 16
    megabytes: int = 32
    upload_seconds: float = 60
    limits: Limits = Limits(60, 4096)
    lexicon: Path | None = None
    engine: str = "rjieba"


def make_app(service: Service) -> Starlette:
    """The ASGI application; its processes live as long as its lifespan."""
    desk = _Desk(service)
    routes = [
        Route("/extract", desk.extract, methods=["POST"]),
        Route("/health", desk.health, methods=["GET"]),
        Route("/version", _version, methods=["GET"]),
        Route("/schema", _schema, methods=["GET"]),
        Route("/schema/{record}", _schema, methods=["GET"]),
        Route("/openapi.json", _openapi, methods=["GET"]),
    ]
    handlers = {HTTPException: _http_error, Exception: _fault}
    return Starlette(routes=routes, lifespan=desk.lifespan, exception_handlers=handlers)


class _Desk:
    """Takes uploads, as many as it has room for, and hands them to child processes."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._held = 0
        self._pool: ProcessPool | None = None

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Start and end the processes."""
        self._pool = ProcessPool(self._service.workers)
        # The first upload must not wait for the word tables.
        warm = [
            self._pool.submit(answer, Task(_WARM, "warm.txt")) for _ in range(self._service.workers)
        ]
        await asyncio.gather(*map(asyncio.wrap_future, warm))
        try:
            yield
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def health(self, _: Request) -> Response:
        """Alive, and how much there is to do."""
        room = self._service.workers + self._service.waiting
        return _json(200, {"status": "ok", "under_way": self._held, "room": room})

    async def extract(self, request: Request) -> Response:
        """One plan in, its records out."""
        try:
            name, with_text = _query(request)
        except ValueError as error:
            return _respond(problem(400, str(error), "see /openapi.json"))
        if self._held >= self._service.workers + self._service.waiting:
            busy = _respond(problem(503, "too many uploads at once", "try again later"))
            busy.headers["Retry-After"] = "1"
            return busy
        self._held += 1
        try:
            return _respond(await self._answer(request, name, with_text))
        finally:
            self._held -= 1

    async def _answer(self, request: Request, name: str, with_text: bool) -> Answer:
        service = self._service
        try:
            async with asyncio.timeout(service.upload_seconds):
                data = await _body(request, service.megabytes * 1024 * 1024)
        except TimeoutError:
            return problem(408, "the upload took too long", "send it faster or a smaller file")
        except ClientDisconnect:
            return problem(400, "the upload was broken off", "send it again")
        if data is None:
            what = f"the file is larger than {service.megabytes} MB"
            return problem(413, what, "split it or save its text")
        if not data:
            return problem(400, "there is no file in the request", "send its bytes as the body")
        task = Task(data, name, with_text, service.lexicon, service.engine, service.limits)
        assert self._pool is not None
        try:
            return await asyncio.wrap_future(self._pool.submit(answer, task))
        except WorkerDied as death:
            if death.code == -getattr(signal, "SIGALRM", 0):
                what = f"the plan took longer than {service.limits.seconds:g} seconds"
                return problem(422, what, "split the file")
            return problem(500, "the process that read the file ended", "report it with the file")


_WARM = "青禾县规划\n一、目标\n到2025年，供水量达到3亿立方米。".encode()


def _query(request: Request) -> tuple[str, bool]:
    """The file's name and whether to send its text; raises ``ValueError``."""
    known = {"name", "text"}
    for key in request.query_params:
        if key not in known:
            raise ValueError(f"there is no parameter {key!r}")
    # Only the last part, however the client writes paths: it is a label and tells .md from .txt.
    name = os.path.basename(request.query_params.get("name", "document").replace("\\", "/"))
    if not 0 < len(name) <= _NAME_LENGTH or not name.isprintable():
        raise ValueError("the parameter name is no file name")
    text = request.query_params.get("text", "false")
    if text not in ("true", "false"):
        raise ValueError("the parameter text is neither true nor false")
    return name, text == "true"


async def _body(request: Request, limit: int) -> bytes | None:
    """The upload, None when it is larger than ``limit``."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:19]) > limit:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


async def _version(_: Request) -> Response:
    from extractor.plan import Plan
    from extractor.scale.version import version

    fields = {f.name: f.default for f in msgspec.structs.fields(Plan)}
    schema_version = fields.get("schema_version", "1.0")
    return _json(200, {"version": version(), "schema_version": schema_version})


async def _schema(request: Request) -> Response:
    from extractor.schema import schema_bytes

    record = request.path_params.get("record", "plan")
    try:
        return Response(schema_bytes(record), media_type="application/schema+json")
    except KeyError:
        return _respond(problem(404, "there is no record of this name", "see /openapi.json"))


async def _openapi(_: Request) -> Response:
    return Response(_openapi_bytes(), media_type="application/json")


@cache
def _openapi_bytes() -> bytes:
    from extractor.service.openapi import document

    return msgspec.json.encode(document())


async def _http_error(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = getattr(error, "headers", None)
    response = _respond(problem(status, str(getattr(error, "detail", "")), "see /openapi.json"))
    response.headers.update(headers or {})
    return response


async def _fault(_: Request, __: Exception) -> Response:
    return _respond(problem(500, "a fault of the service", "report it with the file"))


def _respond(what: Answer) -> Response:
    return Response(what.body, what.status, media_type="application/json")


def _json(status: int, content: object) -> Response:
    return _respond(Answer(status, msgspec.json.encode(content)))
