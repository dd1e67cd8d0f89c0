"""The service: answers, errors, limits; what its description says, holds."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("starlette")
httpx = pytest.importorskip("httpx")
uvicorn = pytest.importorskip("uvicorn")
pytestmark = pytest.mark.filterwarnings("ignore")

from extractor.pipeline import extract  # noqa: E402
from extractor.readers import read  # noqa: E402
from extractor.scale.jobs import Limits  # noqa: E402
from extractor.service.app import Service, make_app  # noqa: E402
from tests.readers.probes import word_probe  # noqa: E402
from tests.scale.plans import plan  # noqa: E402

TEXT = plan(1).encode()


class Running:
    """The service on a free port, in a thread."""

    def __init__(self, service: Service) -> None:
        config = uvicorn.Config(make_app(service), "127.0.0.1", 0, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        until = time.monotonic() + 30
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.01)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.url, timeout=60)
        return self

    def __exit__(self, *_):
        self.client.close()
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def service():
    with Running(Service(workers=1, megabytes=1, waiting=4, limits=Limits(20, 4096))) as one:
        yield one


def test_a_plan_gives_what_the_library_gives(service):
    answer = service.client.post("/extract?name=p.txt", content=TEXT)
    assert answer.status_code == 200
    assert answer.content == extract(read(TEXT, "p.txt")).to_json()


def test_a_word_file_and_its_text(service):
    answer = service.client.post("/extract?name=a.docx&text=true", content=word_probe())
    both = answer.json()
    place = both["plan"]["sections"][0]
    assert both["plan"]["source"]["name"] == "a.docx"
    assert both["text"] == read(word_probe(), "a.docx").text
    assert 0 <= place["start"] < place["end"] <= len(both["text"])


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "says"),
    [
        ("POST", "/extract", b"", 400, "no file"),
        ("POST", "/extract?other=1", TEXT, 400, "no parameter 'other'"),
        ("POST", "/extract?text=yes", TEXT, 400, "neither true nor false"),
        ("POST", "/extract?name=", TEXT, 400, "no file name"),
        ("POST", "/extract?name=a%00b", TEXT, 400, "no file name"),
        ("POST", "/extract?name=..%2F..%2F", TEXT, 400, "no file name"),
        ("POST", "/extract", b"%PDF-1.4 nothing", 422, ""),
        ("POST", "/extract", b"\0\1\2" * 99, 422, ""),
        ("POST", "/extract", b"x" * (1024 * 1024 + 1), 413, "larger than 1 MB"),
        ("GET", "/extract", None, 405, "Method"),
        ("GET", "/none", None, 404, "Not Found"),
        ("GET", "/schema/none", None, 404, "no record"),
    ],
)
def test_errors_say_what_to_do(service, method, path, body, status, says):
    answer = service.client.request(method, path, content=body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert says in error["problem"]
    assert error["remedy"]


def test_no_file_of_the_server_is_opened(service, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("密" * 50, encoding="utf-8")
    answer = service.client.post(f"/extract?name={secret}&text=true", content=TEXT)
    assert answer.json()["plan"]["source"]["name"] == "secret.txt"
    assert "密密" not in answer.text


def test_an_upload_without_length_is_bounded_too(service):
    def parts():
        for _ in range(30):
            yield b"x" * 100_000

    assert service.client.post("/extract", content=parts()).status_code == 413


def test_what_else_it_tells(service):
    assert service.client.get("/health").json() == {"status": "ok", "under_way": 0, "room": 5}
    told = service.client.get("/version").json()
    assert told["version"].startswith("0.")
    assert told["schema_version"]
    schema = service.client.get("/schema").json()
    jsonschema = pytest.importorskip("jsonschema")
    made = json.loads(service.client.post("/extract", content=TEXT).content)
    jsonschema.Draft202012Validator(schema).validate(made)
    assert service.client.get("/schema/indicator").json()["$id"] == "indicator.schema.json"


def test_the_description_holds():
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, settings
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    with Running(Service(workers=1, megabytes=1)) as one:
        api = schemathesis.openapi.from_url(f"{one.url}/openapi.json")
        seen = 0
        for result in api.get_all_operations():
            operation = result.ok()

            @_given(operation, settings, HealthCheck)
            def check(case):
                # Bytes that are no plan are refused, though no schema can say so.
                case.call_and_validate(base_url=one.url, excluded_checks=[positive_data_acceptance])

            check()
            seen += 1
        assert seen >= 5


def _given(operation, settings, health):
    from hypothesis import given

    def wrap(function):
        limited = settings(max_examples=25, deadline=None, suppress_health_check=list(health))
        return limited(given(case=operation.as_strategy())(function))

    return wrap


def test_more_than_it_has_room_for_is_refused_and_the_rest_answered():
    with Running(Service(workers=1, waiting=2, limits=Limits(20, 4096))) as one:
        big = (plan(2) * 300).encode()

        def post(_):
            return httpx.post(f"{one.url}/extract", content=big, timeout=60)

        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(post, range(12)))
        codes = [answer.status_code for answer in answers]
        assert set(codes) == {200, 503}
        assert codes.count(200) >= 3
        assert all(a.headers["retry-after"] for a in answers if a.status_code == 503)
        assert one.client.get("/health").json()["under_way"] == 0


def test_a_plan_that_takes_too_long_is_cut_off():
    with Running(Service(workers=1, limits=Limits(0.05, 4096))) as one:
        late = one.client.post("/extract", content=(plan(3) * 3000).encode())
        assert (late.status_code, "longer than 0.05" in late.text) == (422, True)
        assert one.client.get("/health").status_code == 200


def test_load_from_another_process(service, tmp_path):
    import subprocess
    import sys

    script = (
        "import sys, httpx\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "from tests.scale.plans import plan\n"
        "def post(n):\n"
        "    r = httpx.post(sys.argv[1] + '/extract', content=plan(n).encode(), timeout=60)\n"
        "    return r.status_code, r.json()['plan']['title'] if r.status_code == 200 else ''\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    found = list(pool.map(post, range(200)))\n"
        "assert all(code == 200 for code, _ in found), found\n"
        "assert len({title for _, title in found}) == 4, found\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, service.url], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
