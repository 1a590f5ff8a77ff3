"""The main pages as people meet them: 360 and 1440 pixels wide, light and dark, with a script and by keyboard.

On each page and in each look axe finds nothing, nothing runs over the edge, and the browser reports no error
and no broken rule of the content policy. Folded parts are opened first.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser import example
from tests.browser.hands import MAIN, Hands, picture

from saksama.cases.sittings.models import Sitting
from saksama.checklists import directory, shipped, xlsforms
from saksama.checklists import operations as field_acts
from saksama.checklists.day import operations as day
from saksama.checklists.models import Incident, Quarantine, ResultSheet, Submission
from saksama.checklists.results import operations as results
from saksama.checklists.results.queries import paper_of
from saksama.checklists.testing import STATION, fill_field, on_the_day, payload
from saksama.places import testing as places
from saksama.places.models import Office

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": RULES, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
AXE = Axe().axe_script
# Rules that colours cannot break are asked once for each width.
LOOKS = ((360, "light", ALL), (360, "dark", COLOURS), (1440, "dark", ALL), (1440, "light", COLOURS))
OFFICER, CHAIR, ADMINISTRATOR = "64.02-petugas-1", "64.02-ketua", "64.02-admin"
ANONYMOUS = ""

# --- the stage ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _journal_begins_empty() -> None:
    """Not between these tests: one journal lasts as long as the module."""


@pytest.fixture(scope="module")
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The example, committed once for the module; under this name, so that pytest-django makes the tables."""
    with django_db_blocker.unblock(), example.served() as address:
        yield address


@pytest.fixture
def site(transactional_db: str) -> str:
    """Address of the served example."""
    return transactional_db


class Eyes(Hands):
    """Hands that also notice what the browser complains of."""

    def __init__(self, context: Any, site: str) -> None:
        super().__init__(context, site)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")

    def shorten(self) -> None:
        """Leave a few rows of each long list: the others are drawn alike, and asking each takes long."""
        self.page.evaluate(
            "document.querySelectorAll('main tbody, main ul, main ol').forEach(list => "
            "[...list.children].slice(8).forEach(row => row.remove()))"
        )

    def look_from_all_sides(self) -> None:
        """Assert that the page stands in every look; all faults are told at once."""
        self.unfold()
        self.shorten()
        self.page.evaluate(AXE)
        faults: list[Any] = []
        for width, theme, rules in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                faults.append((width, theme, "runs over the edge", wide, self._widest(width)))
            for rule in self.page.evaluate("rules => axe.run(rules).then(told => told.violations)", rules):
                nodes = [(node["html"][:200], node["failureSummary"][:300]) for node in rule["nodes"][:3]]
                faults.append((width, theme, rule["id"], nodes))
        assert faults == [], self.page.url
        assert self.complaints == [], self.page.url

    def _widest(self, width: int) -> Any:
        """What stands beyond the edge, to be told in the failure."""
        return self.page.evaluate(
            "width => [...document.querySelectorAll('body *')].filter(one => "
            "one.getBoundingClientRect().right > width + 1).slice(-3).map(one => one.outerHTML.slice(0, 160))",
            width,
        )

    def tab_to(self, selector: str, *, most: int = 80) -> None:
        """Go by Tab alone until ``selector`` has the focus; each stop on the way can be seen."""
        for _stop in range(most):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(_FOCUS, selector)
            assert here["seen"], here
            if here["arrived"]:
                return
        raise AssertionError(f"{selector} is not reached in {most} stops on {self.page.url}")


_FOCUS = """selector => {
  const node = document.activeElement, style = getComputedStyle(node);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const parent = node.parentElement ? getComputedStyle(node.parentElement) : style;
  return {
    html: node.outerHTML.slice(0, 160), arrived: node.matches(selector),
    seen: ring || style.boxShadow !== "none" || parent.boxShadow !== "none" || parent.outlineStyle !== "none",
  };
}"""


@pytest.fixture
def come(site: str, browser: Any) -> Iterator[Any]:
    """``come(OFFICER)`` sits down before a browser of its own."""
    opened = []

    def sit(code: str = ANONYMOUS, **options: Any) -> Eyes:
        context = browser.new_context(
            base_url=site,
            locale="id-ID",
            reduced_motion="reduce",
            viewport={"width": 1440, "height": 900},
            **options,
        )
        opened.append(context)
        eyes = Eyes(context, site)
        return eyes.come_as(example.account(code)) if code else eyes  # type: ignore[return-value]

    yield sit
    for context in opened:
        context.close()


# --- staff -------------------------------------------------------------------------------------------

DESK = [
    (OFFICER, "/meja/"),
    (OFFICER, "/meja/?on=2024-11-05"),
    (OFFICER, "/meja/perkara/"),
    (OFFICER, "/meja/cari/"),
    (OFFICER, "/meja/register/"),
    (OFFICER, "/meja/rekap/"),
    (OFFICER, "/meja/pelimpahan/"),
    (OFFICER, "/meja/catat/laporan/"),
    (OFFICER, "/meja/catat/informasi/"),
    (OFFICER, "/meja/pengawasan/"),
    (OFFICER, "/meja/pengawasan/baru/"),
    (CHAIR, "/meja/"),
    (CHAIR, "/meja/kalender/"),
    (CHAIR, "/meja/kerawanan/"),
    (CHAIR, "/meja/kerawanan/edisi/ikp-2024/"),
    (CHAIR, "/meja/kerawanan/edisi/ikp-2024/wilayah/64.02/"),
    (CHAIR, "/meja/kerawanan/hitung/"),
    (ADMINISTRATOR, "/meja/kantor/"),
    (CHAIR, "/meja/jurnal/"),
    (ADMINISTRATOR, "/meja/"),
    (ADMINISTRATOR, "/meja/petugas/"),
    (ADMINISTRATOR, "/meja/petugas/tambah/"),
    (ADMINISTRATOR, "/akun/"),
]
ACTS = [  # state, act, who
    ("received", "find_complete", OFFICER),
    ("received", "delegate_case", CHAIR),
    ("received", "correct_facts", OFFICER),
    ("incomplete", "notify_shortcomings", OFFICER),
    ("not_registered", "notify_status", OFFICER),
    ("registered", "invite_to_clarify", OFFICER),
    ("registered", "record_clarification", OFFICER),
    ("registered", "write_study", OFFICER),
    ("registered", "decide", CHAIR),
    ("registered", "add_file", OFFICER),
]


@pytest.mark.parametrize(("code", "address"), DESK)
def test_a_staff_page_stands_in_every_look(come: Any, code: str, address: str) -> None:
    eyes = come(code).open(address)
    assert eyes.page.locator("h1").count() == 1
    eyes.look_from_all_sides()


@pytest.mark.parametrize("state", ["received", "registered", "closed"])
def test_the_page_of_a_case_stands_in_every_look(come: Any, state: str) -> None:
    come(OFFICER).open(f"/meja/perkara/{example.case_in(state).pk}/").look_from_all_sides()


@pytest.mark.parametrize(("state", "act", "code"), ACTS)
def test_the_form_of_an_act_stands_in_every_look(come: Any, state: str, act: str, code: str) -> None:
    eyes = come(code).open(f"/meja/perkara/{example.case_in(state).pk}/tindakan/{act}/")
    assert eyes.page.locator("main form").count(), eyes.text
    eyes.look_from_all_sides()


def test_a_form_with_errors_stands_in_every_look(come: Any) -> None:
    eyes = come(CHAIR).open(f"/meja/perkara/{example.case_in('registered').pk}/tindakan/decide/").press()
    assert eyes.faults()
    eyes.complaints.clear()  # the browser calls the status 422 an error
    eyes.look_from_all_sides()


def test_an_answer_of_the_search_stands_in_every_look(come: Any) -> None:
    eyes = come(OFFICER).open("/meja/cari/").write(q="amplop").press("main form button")
    assert eyes.page.locator("[data-row]").count()
    eyes.look_from_all_sides()


def test_the_plenary_and_the_numbers_stand_in_every_look(come: Any) -> None:
    """Sittings that were held and that are planned, gaps of the series, and one case told to an outsider."""
    held, planned = (Sitting.objects.get(state=state) for state in ("closed", "planned"))
    case = example.case_in("registered")
    eyes = come(CHAIR)
    eyes.open("/meja/nomor/")
    gap = eyes.page.locator('main a[href*="/meja/nomor/"]').first.get_attribute("href")
    for address in (
        "/meja/nomor/", gap, "/meja/pleno/", f"/meja/pleno/{held.pk}/", f"/meja/pleno/{held.pk}/berita-acara/",
        f"/meja/pleno/{planned.pk}/", f"/meja/pleno/{planned.pk}/buka/", f"/meja/perkara/{case.pk}/jurnal/",
        f"/meja/perkara/{case.pk}/tindakan/recuse/",
    ):  # fmt: skip
        eyes.open(address)
        assert eyes.page.locator("h1").count() == 1, address
        eyes.look_from_all_sides()


def test_a_register_on_its_way_in_stands_in_every_look(come: Any) -> None:
    """The upload, the columns to be explained, and what the check found."""
    table = "Nomor,Tanggal Laporan,Status,Perihal\n001/LP,4/10/2024,Selesai,Amplop\n002/LP,31/02/2024,Selesai,Spanduk\n"
    eyes = come("64.02-sekretaris").open("/meja/impor/")
    eyes.look_from_all_sides()
    eyes.write(
        source="Buku lama", table={"name": "lama.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    eyes.press().look_from_all_sides()
    eyes.press().look_from_all_sides()
    assert eyes.path.startswith("/meja/impor/")


def test_likely_duplicates_and_articles_stand_in_every_look(come: Any) -> None:
    case = example.case_in("received")
    eyes = come(OFFICER).open("/meja/catat/informasi/")
    eyes.write(title=case.title, what=case.what, where_text=case.where_text).press("[name=show]")
    assert eyes.page.locator(f'main a[href="/meja/perkara/{case.pk}/"]').count()
    eyes.look_from_all_sides()
    eyes.open(f"/meja/perkara/{case.pk}/tindakan/merge_case/").look_from_all_sides()
    eyes.open(f"/meja/perkara/{example.case_in('registered').pk}/pasal/").write(words="uang").press(
        "[name=search]"
    )
    eyes.look_from_all_sides()


# --- citizens ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/kantor/",
        "/privasi/",
        "/kamus/",
        "/periksa/",
        "/lacak/",
        "/lapor/lanjut/",
        "/masuk/",
        "/tidak-ada/",
    ],
)
def test_a_public_page_stands_in_every_look(come: Any, address: str) -> None:
    eyes = come().open(address)
    eyes.complaints = [said for said in eyes.complaints if "404" not in said]
    eyes.look_from_all_sides()


def test_every_step_of_a_report_stands_in_every_look(come: Any) -> None:
    """From the first question to the receipt, the tracking page, and an error on the way."""
    eyes = come()
    answers: list[tuple[str, dict[str, Any]]] = [
        ("/lapor/", {"known_on": (8, "November", 2024)}),
        ("/lapor/batas/", {}),
        ("/lapor/kejadian/", {"occurred_on": (7, "11", 2024), "area": "64.02.06", "where_text": "Balai desa"}),
        ("/lapor/cerita/", {"title": "Amplop dibagikan", "what": "Saya, Siti Rahmawati, melihat amplop."}),
        ("/lapor/terlapor/", {"name": "Budi Santoso", "post": "Kepala dinas"}),
        ("/lapor/saksi/", {"name": "Joko Susilo", "address": "Sebulu"}),
        ("/lapor/bukti/", {"files": [picture("amplop.jpg")]}),
        ("/lapor/pelapor/", {"entitlement": "voter", "name": "Siti Rahmawati", "address": "Tenggarong",
                             "phone": "08123456789"}),
        ("/lapor/periksa/", {"keep_identity": True, "is_true": True}),
    ]  # fmt: skip
    eyes.open("/lapor/")
    for address, answer in answers:
        assert eyes.path == address
        eyes.look_from_all_sides()
        if address == "/lapor/kejadian/":
            eyes.press().look_from_all_sides()  # nothing was written: an error at each question
        eyes.write(**answer).press()
    assert eyes.path == "/lapor/diterima/"
    eyes.look_from_all_sides()
    code = eyes.page.locator(".pages-receipt__main").inner_text().strip()
    eyes.open("/lacak/").write(code=code).press().look_from_all_sides()


# --- the field and its day ---------------------------------------------------------------------------


def _a_day_in_the_field() -> dict[str, str]:
    """A station heard with a photo of its results sheet, one in quarantine, an incident, two entries that differ."""
    directory.forget()
    office, event = Office.objects.get(pk="64.02"), places.event()
    field = fill_field(office, event, None)  # type: ignore[arg-type]
    one = shipped.named("penghitungan")
    told = field_acts.Told(one.kind, one.title_en, one.needs_station)
    read = xlsforms.read(shipped.workbook(one))
    version = field_acts.save_version(read, office=office.pk, told=told, actor=None, at=on_the_day(8, day=2))
    field_acts.publish(version, event, actor=None, at=on_the_day(8, day=2))
    directory.forget()
    day.watch_answer(field.version.instrument, "opened", "no", actor=None, at=on_the_day(8, day=2))
    sent = payload(
        form=one.code, version=version.version, sheet_photo="a.png", station=STATION, started_at="13:10"
    )
    field.send(sent, files=[("a.png", picture("a.png")["buffer"])], at=on_the_day(9, day=4))
    field.send(payload(opened="no"), at=on_the_day(9, day=4))
    field.send(payload(form="uji-lain"), at=on_the_day(9, day=4))
    field_acts.read_waiting(at=on_the_day(9, day=4))
    sheet = ResultSheet.objects.get()
    paper = paper_of(event)
    assert paper is not None
    figures = dict.fromkeys(paper.keys, 7)
    results.enter(sheet, figures, actor=example.account(OFFICER), at=on_the_day(10, day=4))
    results.enter(sheet, {**figures, "roll": 9}, actor=example.account(CHAIR), at=on_the_day(10, day=4))
    return {
        "incident": f"/meja/tps/kejadian/{Incident.objects.get().pk}/",
        "sheet": f"/meja/hasil/lembar/{sheet.pk}/",
        "version": f"/meja/lapangan/formulir/{version.pk}/",
        "submission": f"/meja/lapangan/kiriman/{Submission.objects.latest('pk').pk}/",
        "quarantined": f"/meja/lapangan/karantina/{Quarantine.objects.get().pk}/",
        "event": event.pk,
    }


def test_the_field_and_its_day_stand_in_every_look(come: Any) -> None:
    """From the forms to the results sheet that a third person settles."""
    here = _a_day_in_the_field()
    eyes = come("64.02-anggota-1")
    for address in (
        "/meja/lapangan/", f"{here['version']}dipantau/", here["submission"], here["quarantined"],
        "/meja/lapangan/lisan/uji-buka/", "/meja/tps/", f"/meja/tps/{here['event']}/kecamatan/64.02.06/",
        f"/meja/tps/{here['event']}/{STATION}/", f"/meja/tps/{here['event']}/peta/", f"{here['incident']}teruskan/",
        "/meja/hasil/", f"{here['sheet']}isi/", here["sheet"],
    ):  # fmt: skip
        eyes.open(address)
        assert eyes.page.locator("h1").count() == 1, address
        eyes.look_from_all_sides()
    eyes.open(f"{here['sheet']}isi/").write(roll="8").press()
    assert eyes.page.locator("[name=as_written]").count() == 1  # these sums cannot hold: asked once
    eyes.complaints.clear()
    eyes.look_from_all_sides()
    eyes.write(roll="8", as_written=True).press()
    assert ResultSheet.objects.get().figures["roll"] == 8


# --- looks and keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/meja/"])
def test_the_server_draws_the_look_that_the_cookie_names(come: Any, site: str, address: str) -> None:
    eyes = come(OFFICER)
    grounds = set()
    for theme in ("light", "dark"):
        eyes.context.add_cookies([{"name": "theme", "value": theme, "url": site}])
        eyes.open(address)
        assert eyes.page.evaluate("document.documentElement.dataset.theme") == theme
        grounds.add(eyes.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


def test_on_a_phone_the_menu_shows_where_one_is(come: Any) -> None:
    eyes = come(OFFICER)
    eyes.page.set_viewport_size({"width": 360, "height": 800})
    here = eyes.open("/meja/kalender/").page.locator(".pages-more__here").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 360


@pytest.mark.parametrize(
    ("code", "address", "main"),
    [
        (ANONYMOUS, "/", ".pages-cover__acts a"),
        (ANONYMOUS, "/lapor/", MAIN),
        (ANONYMOUS, "/lacak/", MAIN),
        (ANONYMOUS, "/masuk/", MAIN),
        (OFFICER, "/meja/", "main [data-row]"),
        (OFFICER, "/meja/perkara/", "main [data-row]"),
    ],
)
def test_tab_reaches_the_main_action_and_shows_where_it_is(
    come: Any, code: str, address: str, main: str
) -> None:
    come(code).open(address).tab_to(main)


def test_tab_reaches_the_next_lawful_act_and_the_button_of_its_form(come: Any) -> None:
    eyes = come(OFFICER).open(f"/meja/perkara/{example.case_in('received').pk}/")
    eyes.tab_to(MAIN)
    with eyes.page.expect_navigation():
        eyes.page.keyboard.press("Enter")
    assert "/tindakan/" in eyes.path
    eyes.tab_to(MAIN)


def test_the_keys_of_the_list_go_from_row_to_row_and_to_the_search(come: Any) -> None:
    eyes = come(OFFICER).open("/meja/perkara/")
    here = "[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)"
    steps = []
    for key in ("j", "j", "j", "k"):
        eyes.page.keyboard.press(key)
        steps.append(eyes.page.evaluate(here))
    assert steps == [0, 1, 2, 1]
    eyes.page.keyboard.press("/")
    assert eyes.page.evaluate("document.activeElement.matches('[data-search]')")
    eyes.page.keyboard.type("jk/amplop")
    assert eyes.value("q") == "jk/amplop"
    eyes.page.fill("[data-search]", "amplop")
    with eyes.page.expect_navigation():
        eyes.page.keyboard.press("Enter")
    assert eyes.path == "/meja/cari/"
    with eyes.page.expect_navigation():
        eyes.page.keyboard.press("j")
        eyes.page.keyboard.press("Enter")
    assert eyes.path.startswith("/meja/perkara/")
