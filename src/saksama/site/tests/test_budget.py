"""Small and quick: bytes of a first visit, queries of each page."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saksama.site.tests.conftest import picture

pytestmark = pytest.mark.django_db

QUERIES = 10
PAGE = 8 * 1024
FIRST_VISIT = 40 * 1024
QUIET = ["/", "/kantor/", "/privasi/", "/kamus/", "/periksa/", "/lacak/", "/lapor/", "/lapor/lanjut/"]
STEPS = ["batas", "kejadian", "cerita", "terlapor", "saksi", "bukti", "pelapor", "periksa"]


def packed(content: bytes) -> int:
    return len(gzip.compress(content))


def assets() -> int:
    found = [finders.find(f"pages/built/{name}") for name in ("citizen.css", "citizen.js", "favicon.svg")]
    if not all(found):
        pytest.skip("the assets are not built: npm run build")
    return sum(packed(Path(path).read_bytes()) for path in found)


@pytest.mark.parametrize("url", QUIET)
def test_a_first_visit_stays_small(phone, url):
    page = packed(phone.get(url).content)
    assert page <= PAGE
    assert page + assets() <= FIRST_VISIT


def test_each_question_stays_small(phone):
    phone.answer_until("periksa")
    sizes = {step: packed(phone.get(f"/lapor/{step}/").content) for step in STEPS}
    assert max(sizes.values()) <= PAGE, sizes


@pytest.mark.parametrize("url", QUIET)
def test_quiet_pages_ask_the_database_little(phone, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert phone.get(url).status_code == 200
    assert len(asked) <= QUERIES, [query["sql"] for query in asked]


def test_each_question_asks_the_database_little(phone):
    phone.answer_until("periksa")
    for step in STEPS:
        with CaptureQueriesContext(connection) as asked:
            assert phone.get(f"/lapor/{step}/").status_code == 200
        assert len(asked) <= QUERIES, (step, [query["sql"] for query in asked])


def test_each_answer_asks_the_database_little(phone):
    phone.answer_until("terlapor")
    answers = [("/lapor/", phone.known), ("/lapor/kejadian/", phone.event), ("/lapor/cerita/", phone.story)]
    for url, answer in answers:
        with CaptureQueriesContext(connection) as asked:
            assert phone.post(url, answer).status_code == 302
        reads = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(reads) <= QUERIES, (url, reads)


def test_receipt_and_status_ask_the_database_little(phone):
    code = phone.report()
    for send in (lambda: phone.get("/lapor/diterima/"), lambda: phone.post("/lacak/", {"code": code})):
        with CaptureQueriesContext(connection) as asked:
            assert send().status_code == 200
        assert len(asked) <= QUERIES, [query["sql"] for query in asked]


def test_more_files_do_not_cost_more_queries(phone):
    phone.answer_until("bukti")
    phone.post("/lapor/bukti/", {"files": [picture(shade) for shade in range(6)], "more": "1"})
    with CaptureQueriesContext(connection) as asked:
        phone.get("/lapor/bukti/")
    assert len(asked) <= QUERIES
