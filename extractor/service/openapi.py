"""The service's OpenAPI 3.1 description, with the plan's own JSON Schema in it."""

from __future__ import annotations

from typing import Any

from extractor import __version__
from extractor.schema import record_types, schema

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["problem", "remedy"],
            "properties": {"problem": {"type": "string"}, "remedy": {"type": "string"}},
        }
    },
}
_REASONS = {
    400: "a parameter is wrong, or there is no file",
    404: "there is nothing of this name",
    405: "another method is meant",
    408: "the upload took too long",
    413: "the file is too large",
    422: "the file cannot be read as a plan, or took too long",
    500: "a fault of the extractor",
    503: "too many uploads at once",
}


def document() -> dict[str, Any]:
    """The whole description, as JSON values."""
    plan, parts = _plan_schema()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "plan-extractor",
            "version": __version__,
            "description": "Chinese policy plans as data, every value at its words.",
        },
        "paths": {
            "/extract": {"post": _extract()},
            "/health": {"get": _get("Alive, and how much there is to do", _object("status"))},
            "/version": {"get": _get("Version of extractor and schema", _object("version"))},
            "/schema": {"get": _get("JSON Schema of a plan", _SCHEMA, "application/schema+json")},
            "/schema/{record}": {"get": _record()},
            "/openapi.json": {"get": _get("This description", _object("openapi"))},
        },
        "components": {"schemas": {"Error": _ERROR, "Plan": plan, **parts}},
    }


def _extract() -> dict[str, Any]:
    both = {
        "type": "object",
        "required": ["plan", "text"],
        "properties": {"plan": _ref("Plan"), "text": {"type": "string"}},
    }
    return {
        "operationId": "extract",
        "summary": "A plan's file in, its records out",
        "description": "The body is the file (text, Word, PDF, OFD, HTML, tables); its form is "
        "told by its content. Offsets point into its canonical text: see the parameter text.",
        "parameters": [
            _parameter("name", {"type": "string", "minLength": 1, "maxLength": 255},
                       "file name, a label only"),
            _parameter("text", {"type": "string", "enum": ["true", "false"]},
                       "true: answer {plan, text} with the canonical text"),
        ],
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "minLength": 1}}},
        },
        "responses": {
            "200": _answer("the plan", {"anyOf": [_ref("Plan"), both]}),
            **_errors(400, 408, 413, 422, 500, 503),
        },
    }  # fmt: skip


_SCHEMA: dict[str, Any] = {"type": "object", "required": ["$schema"]}


def _record() -> dict[str, Any]:
    operation = _get("JSON Schema of a record", _SCHEMA, "application/schema+json")
    names = {"type": "string", "enum": sorted(record_types())}
    operation["parameters"] = [{"name": "record", "in": "path", "required": True, "schema": names}]
    operation["responses"] |= _errors(404)
    return operation


def _get(summary: str, content: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    return {"summary": summary, "responses": {"200": _answer(summary, content, kind)}}


def _answer(
    description: str, content: dict[str, Any], kind: str = "application/json"
) -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": content}}}


def _errors(*codes: int) -> dict[str, Any]:
    return {str(code): _answer(_REASONS[code], _ref("Error")) for code in codes}


def _parameter(name: str, content: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": content}


def _object(*required: str) -> dict[str, Any]:
    return {"type": "object", "required": list(required)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _plan_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """The plan's schema and its parts, with references that hold inside this document."""
    whole = _moved(schema("plan"))
    parts: dict[str, Any] = whole.pop("$defs", {})
    target = whole.pop("$ref", None)
    whole.pop("$schema", None)
    whole.pop("$id", None)
    if target is not None:
        parts.pop("Plan", None) if target.endswith("/Plan") else None
        inner = _moved(schema("plan"))["$defs"][target.rpartition("/")[2]]
        return inner, parts
    return whole, parts


def _moved(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(value, str)
            else _moved(value)
            for key, value in node.items()
        }
    return [_moved(item) for item in node] if isinstance(node, list) else node
