"""Four matters beyond the plenary: Gakkumdu to the high court, KPU, a camat to the sanction, a delegation.

The report, its study and its plenary are played in ``test_journey``; here they stand already, made by the same acts.
What the law makes of each day is in the tables of ``cases/tests/matters``.
"""

from datetime import date, datetime
from typing import Any

import pytest
from tests.browser.hands import Hands, picture
from tests.browser.hours import Clock

from saksama.cases import operations as acts
from saksama.cases import transitions as t
from saksama.cases.models import Case
from saksama.cases.neutrality.models import Conduct
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.sittings.models import Signature
from saksama.cases.testing import WITA, Scene, wita
from saksama.cases.tracks.models import Track
from saksama.journal.queries import verify
from saksama.law import load
from saksama.people.models import Role
from saksama.people.testing import person
from saksama.places.models import Office

pytestmark = [pytest.mark.browser]
KPU = "KPU Kutai Kartanegara"


def seated(sit_down: Any, **how: Any) -> Hands:
    """Somebody before a browser who waits longer for the first page of a server that has just started."""
    hands: Hands = sit_down(**how)
    hands.context.set_default_timeout(60_000)
    return hands


def decided(stage: Scene, case: Case, violation: str, at: datetime) -> Case:
    """``case`` with its study and its decision of ``at``."""
    stage.studied(case, at)
    party = case.parties.get(role="respondent")
    acts.decide(
        case,
        stage.plenary(at),
        [OutcomeIn(party, violation, "violation", "Terurai.")],
        actor=stage.chair,
        at=at,
    )
    case.refresh_from_db()
    return case


def decided_in_a_sitting(chair: Hands, case: Case) -> None:
    """On the screens of the plenary: agenda, who is there, the decision with a dissent, minutes, signatures."""
    chair.open("/meja/pleno/").follow("/pleno/baru/").write(matters=f"{case.pk}:decision").press()
    sitting = chair.path
    assert chair.sees(case.title)
    chair.follow("/buka/")
    for member in chair.page.locator('[name^="choice-"][value="present"]').all():
        member.check()
    chair.press().follow("/tindakan/decide/")
    first, *others = chair.page.locator('[name^="vote-"][value="agree"]').all()
    for member in others:
        member.check()
    dissenting = first.get_attribute("name").removeprefix("vote-")
    key = f"{case.parties.get(role='respondent').pk}-{case.classes.get().violation_class}"
    chair.write(**{
        f"vote__{dissenting}": "dissent", f"why__{dissenting}": "Bukti belum cukup.",
        f"result__{key.replace('-', '__')}": "violation", f"because__{key.replace('-', '__')}": "Sesuai kajian.",
        "reasons": "Sesuai kajian.",
    }).press()  # fmt: skip
    assert chair.path == sitting, chair.faults()
    assert chair.sees("Bukti belum cukup.")
    chair.follow("/tutup/").press()
    chair.follow("/berita-acara/").press().follow("/tanda-tangan/")
    for member in chair.page.locator('[name^="choice-"][value="hand"]').all():
        member.check()
    chair.press()
    assert Signature.objects.filter(way="hand").count() == len(others) + 1
    case.refresh_from_db()
    assert case.state == t.DECIDED
    assert case.plenaries.get(purpose="decision").number, "the minutes of the sitting are the decision's"


class Road:
    """A track and the officer who follows it on the screen."""

    def __init__(self, officer: Hands, hour: Clock, track: Track) -> None:
        self.officer, self.hour, self.track = officer, hour, track

    def goes(self, act: str, to: str, on: tuple[int, int, int] | None = None, **answers: Any) -> None:
        """Open the road, choose the act, answer its form; ``on`` is year, month and day of it."""
        if on:
            self.hour.now = datetime(*on, 10, tzinfo=WITA)
        self.officer.open(f"/meja/jalur/{self.track.pk}/").follow(f"/tindakan/{act}/").write(
            **answers
        ).press()
        assert self.officer.path == f"/meja/jalur/{self.track.pk}/", (
            act,
            self.officer.faults(),
            self.officer.text,
        )
        self.track.refresh_from_db()
        assert self.track.state == to, act


def forward(officer: Hands, case: Case, agency: str, road: str) -> Track:
    """From the case page, to an agency that the directory does not know."""
    officer.open(f"/meja/perkara/{case.pk}/").follow("/tindakan/forward_outcome/")
    officer.write(outcome=case.outcomes.get().pk, agency=agency, number="21/K.KI-06/XI/2024").press()
    assert officer.path == f"/meja/perkara/{case.pk}/", officer.faults()
    assert officer.sees(agency)
    return case.tracks.get(road=road)


def test_money_politics_through_gakkumdu_to_the_high_court(sit_down: Any, stage: Scene, hour: Clock) -> None:
    officer = seated(sit_down, width=390, javascript=False).come_as(stage.cast.officer)
    case = stage.registered(wita(4), ["criminal"])
    hour.move_to(5, 15)
    road = Road(officer, hour, case.tracks.get(road="gakkumdu"))
    road.goes("first_discussion", "discussed_1", note="Pasal 187A.")
    road.goes("second_discussion", "discussed_2", (2024, 11, 6), choice="goes_on", note="Dua alat bukti.")
    hour.move_to(7, 9)
    forward(officer, decided(stage, case, "criminal", wita(7, 8)), "Polres Kutai Kartanegara", "gakkumdu")
    road.goes("police_report", "investigated", (2024, 11, 8), number="LP/900/XI/2024")
    assert officer.sees("28 November 2024") or officer.sees("29 November 2024"), (
        "14 working days, shown with their sum"
    )
    road.goes("third_discussion", "discussed_3", (2024, 11, 21), note="Hasil penyidikan.")
    road.goes("send_to_prosecutor", "at_prosecutor", (2024, 11, 22))
    road.goes("return_file", "returned", (2024, 11, 25), note="Lengkapi ahli.")
    road.goes("resubmit", "at_prosecutor", (2024, 11, 26))
    road.goes("accept_file", "accepted", (2024, 11, 29), proof=picture("p21.png"))
    road.goes("file_at_court", "at_court", (2024, 12, 3), number="900/Pid.Sus/2024")
    road.goes("district_ruling", "ruled", (2024, 12, 9), choice="guilty", note="Pidana dan denda.")
    road.goes("appeal", "appealed", (2024, 12, 11), note="Terdakwa.")
    road.goes("file_at_high_court", "at_high_court", (2024, 12, 12))
    road.goes("high_ruling", "final", (2024, 12, 18), choice="guilty", note="Menguatkan.")
    road.goes("hand_over_ruling", "handed_over", (2024, 12, 19))
    road.goes("carry_out", "executed", (2024, 12, 20))
    assert not officer.page.locator('main a[href*="/tindakan/"]').count(), "at its end nothing is offered"
    assert verify().is_whole


def test_an_administrative_case_goes_to_kpu_and_its_answer_comes_back(
    sit_down: Any, stage: Scene, hour: Clock
) -> None:
    """In November 2024 a recommendation, decided in a sitting; the same facts in August 2025 a decision."""
    officer = seated(sit_down).come_as(stage.cast.officer)
    chair = seated(sit_down).come_as(stage.cast.chair)
    hour.move_to(7, 10)
    case = stage.studied(stage.registered(wita(4), ["administrative"]), wita(7, 9))
    decided_in_a_sitting(chair, case)
    track = forward(officer, case, KPU, "agency")
    assert track.paper == "recommendation"
    road = Road(officer, hour, track)
    road.goes("confirm_receipt", "received", (2024, 11, 8), proof=picture("cap.png"))
    assert officer.sees("14 November 2024")
    assert officer.sees("Rekomendasi")
    officer.open("/meja/instansi/")
    assert officer.sees(KPU)
    road.goes("remind", "received", (2024, 11, 14), number="22/K.KI-06")
    road.goes("record_answer", "answered", (2024, 11, 15), number="9/KPU")
    road.goes("record_follow_up", "carried_out", (2024, 11, 18), choice="as_asked")
    officer.open("/meja/instansi/?on=2024-11-10")
    assert officer.sees(KPU), "a past day is told as it stood"

    received = datetime(2025, 8, 5, 9, tzinfo=WITA)
    again = stage.registered(
        received, ["administrative"], known_on=date(2025, 8, 4), occurred_on=date(2025, 8, 4)
    )
    hour.now = datetime(2025, 8, 8, 15, tzinfo=WITA)
    track = forward(officer, decided(stage, again, "administrative", received.replace(day=8)), KPU, "agency")
    assert track.paper == "decision"
    road = Road(officer, hour, track)
    road.goes("confirm_receipt", "received", (2025, 8, 11))
    assert officer.sees("Putusan")
    assert not officer.sees("Rekomendasi")
    assert officer.sees("15 Agustus 2025"), "KPU carries a decision out within a time of its own"
    road.goes("record_silence", "silent", (2025, 8, 19), note="Dua kali diingatkan.")
    road.goes("record_refusal", "declined", (2025, 8, 25), note="KPU menyatakan tidak berwenang.")


def test_a_camat_at_a_declaration_is_followed_to_the_sanction(
    sit_down: Any, stage: Scene, hour: Clock
) -> None:
    officer = seated(sit_down, width=390, javascript=False).come_as(stage.cast.officer)
    case = stage.registered(wita(4), ["asn_neutrality"])
    hour.move_to(6, 9)
    sheet = f"/meja/perkara/{case.pk}/netralitas/{case.parties.get(role='respondent').pk}/"
    officer.open(sheet).follow(f"{sheet}subjek/").write(
        kind="pns", post="Camat", agency_name="Kecamatan Contoh", nip="1975"
    )
    officer.press()
    assert officer.faults() == ["nip"], "what is wrong with the NIP is said, and the rest stays"
    officer.write(nip="197503102000031002", conflict="candidate").press()
    assert officer.path == sheet
    for day, level in (((14, 9, 2024), "moral"), ((5, 10, 2024), "severe")):
        officer.follow(f"{sheet}perbuatan/").write(code="N03", occurred_on=day).press()
        assert Conduct.objects.latest("pk").level == level, "before and after candidates are fixed"
        assert officer.sees(load().neutrality.levels[level].label.of("id")), "and the sheet says so"
    officer.follow(f"{sheet}tautan/").write(
        url="https://contoh.example/u/1", saved=picture("layar.png")
    ).press()
    assert officer.sees("SHA-256")

    hour.move_to(7, 10)
    road = Road(
        officer,
        hour,
        forward(officer, decided(stage, case, "asn_neutrality", wita(7, 9)), "BKN", "neutrality"),
    )
    road.goes("confirm_receipt", "received", (2024, 11, 8), number="SBT-900")
    road.goes("task_force", "checked", (2024, 11, 14))
    road.goes("validate", "validated", (2024, 11, 15))
    road.goes("result_to_ppk", "at_ppk", (2024, 11, 18), choice="severe", number="900/BKN")
    road.goes("record_silence", "silent", (2024, 12, 12), note="Dua surat.")
    road.goes(
        "sanction",
        "sanctioned",
        (2024, 12, 20),
        choice="severe",
        number="800/900",
        note="Pelaksana 12 bulan.",
    )
    officer.open("/meja/netralitas/")
    assert officer.sees("Kecamatan Contoh")


def test_a_report_of_the_national_office_is_delegated_and_its_papers_arrive(
    sit_down: Any, stage: Scene, hour: Clock
) -> None:
    nation = Office.objects.get(pk="00")
    chair = seated(sit_down).come_as(person("00-ketua", "Ketua RI", Role.CHAIR, office="00"))
    officer = seated(sit_down).come_as(stage.cast.officer)
    case = stage.report(
        wita(4), office=nation, known_on=date(2024, 11, 3), occurred_on=date(2024, 11, 3)
    ).case
    hour.move_to(4, 16)
    chair.open(f"/meja/perkara/{case.pk}/")
    chair.page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
    chair.follow("/tindakan/delegate_case/").write(
        to_office="64.02", number="1/RI", reason="Tempat kejadian."
    ).press()
    case.refresh_from_db()
    assert case.state == t.IN_TRANSFER

    hour.move_to(5, 9)
    officer.open("/meja/pelimpahan/")
    officer.open(f"/meja/perkara/{case.pk}/").follow("/tindakan/receive_delegation/").press()
    case.refresh_from_db()
    assert (case.state, case.office_id) == (t.RECEIVED, "64.02")
    assert case.transfers.get().received_by == stage.cast.officer.code
