"""One report, from a phone without JavaScript to the end of its handling, played by all who have a part in it.

Monday 4 to Sunday 10 November 2024, in Kutai Kartanegara. Words on screens are not read here, but addresses,
the states of the case, the values of fields, and what must never stand on a page.
"""

from typing import Any
from uuid import UUID

import pytest
from tests.browser.hands import PASSWORD, Hands, picture, words_of
from tests.browser.hours import Clock

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseFile, Clarification, Outcome, Party
from saksama.cases.testing import Scene
from saksama.journal.queries import verify

pytestmark = [pytest.mark.browser, pytest.mark.journey]

REPORTER, WITNESS, ACCUSED = "Zubaidah Qomarunnisa", "Joko Susilo", ("Budi Santoso", "Markus Lembang")
STUDY = ("facts", "legal_basis", "analysis", "conclusion", "recommendation")


def test_a_report_goes_from_a_phone_to_a_decision(sit_down: Any, stage: Scene, hour: Clock) -> None:
    """The whole life of a case."""
    hour.move_to(4, 20, 10)
    phone = begins_a_report(sit_down(width=360, javascript=False))
    code_to_continue = reads_the_code_to_continue(phone)
    phone.leave()
    phone = goes_on_by_code(sit_down(width=360, javascript=False, accept_downloads=True), code_to_continue)
    tracking_code = sends_and_keeps_the_receipt(phone)
    case = Case.objects.get()
    tells_the_state(phone, tracking_code, case, due="5 November 2024")

    office = Office(sit_down, stage, case, hour)
    hour.move_to(5, 8)
    office.finds_one_item_missing()
    tells_the_state(phone, tracking_code, case, due="6 November 2024")
    hour.move_to(6, 7, 30)
    completes(phone)
    assert state(case) == t.COMPLETED

    hour.move_to(7, 9)
    office.finds_it_complete_and_registers()
    tells_the_state(phone, tracking_code, case, due="9 November 2024")
    office.summons_the_witness(day=8)
    hour.move_to(8, 10)
    office.notes_that_nobody_came()
    office.summons_the_witness(day=9)
    hour.move_to(9, 11)
    office.hears_the_witness()
    office.extends_the_handling()
    tells_the_state(phone, tracking_code, case, due="11 November 2024")
    hour.move_to(10, 13)
    office.decides_on_both()
    office.forwards_tells_and_closes()

    reads_the_end(phone, tracking_code, case)
    assert verify().is_whole


# --- the citizen -------------------------------------------------------------------------------------


def begins_a_report(phone: Hands) -> Hands:
    """When, what, where, whom; with a mistake on the way."""
    phone.open("/").follow("/lapor/")
    phone.write(known_on=(2, "November", 2024)).press()
    assert phone.path == "/lapor/batas/"
    assert phone.sees("8 November 2024")  # seven days, the day of knowing among them: the safe last day

    phone.press()
    wrong = {"occurred_on": (3, "11", 2024), "area": "64.02.06", "where_text": "Halaman balai desa"}
    phone.write(**wrong).press()
    assert phone.path == "/lapor/kejadian/"
    assert phone.faults() == ["occurred_on_0"]
    assert (phone.value("where_text"), phone.value("area")) == ("Halaman balai desa", "64.02.06")
    assert [phone.value(f"occurred_on_{place}") for place in range(3)] == ["3", "11", "2024"]
    phone.write(occurred_on=(1, "11", 2024)).press()

    phone.write(
        title="Amplop dibagikan sebelum pengajian", what="Dua orang membagikan amplop berisi uang."
    ).press()
    phone.write(name=ACCUSED[0], post="Kepala dinas", address="Tenggarong").press("[name=more]")
    phone.write(name=ACCUSED[1], post="Camat", address="Tenggarong").press()
    assert phone.path == "/lapor/saksi/"
    return phone


def reads_the_code_to_continue(phone: Hands) -> str:
    return str(phone.page.locator(".pages-saved b").inner_text())


def goes_on_by_code(phone: Hands, code: str) -> Hands:
    """On another phone, at the question at which the first one was closed."""
    phone.open("/lapor/lanjut/").write(code=code.lower().replace("-", " ")).press()
    assert phone.path == "/lapor/saksi/"
    return phone


def sends_and_keeps_the_receipt(phone: Hands) -> str:
    """The witness, two photos, the reporter, the last look; returns the tracking code."""
    phone.write(name=WITNESS, address="Sebulu", phone="0812 0000 111").press()
    phone.write(files=[picture("amplop.jpg"), picture("balai desa.png", 140)]).press()
    phone.write(
        entitlement="voter", name=REPORTER, address="Jalan Melati 4, Tenggarong", phone="0812-5555-777",
        identity_card=picture("ktp.jpg", 200),
    ).press()  # fmt: skip
    assert phone.path == "/lapor/periksa/"
    for told in (*ACCUSED, "amplop.jpg", "balai desa.png", REPORTER):
        assert phone.sees(told), told
    phone.write(is_true=True).press()

    assert phone.path == "/lapor/diterima/"
    case = Case.objects.get()
    code = str(phone.page.locator(".pages-receipt__main").inner_text()).strip()
    assert phone.sees(case.number_received)
    paper = words_of(phone.fetch("/tanda-bukti.pdf"))
    assert code in paper
    assert case.number_received in paper.replace(" ", "") or case.number_received in paper
    assert REPORTER not in paper
    evidence = case.files.filter(kind=CaseFile.Kind.EVIDENCE)
    assert (evidence.count(), case.state) == (2, t.RECEIVED)
    return code


def tracks(phone: Hands, code: str) -> None:
    phone.open("/lacak/").write(code=code).press()


def tells_the_state(phone: Hands, code: str, case: Case, *, due: str) -> None:
    """State, next step and date, and nobody's name."""
    tracks(phone, code)
    assert phone.page.locator("h1").inner_text()
    assert phone.page.locator(".pages-timeline__next").count()
    assert phone.sees(due), phone.text
    names_nobody(phone)


def completes(phone: Hands) -> None:
    """What was missing stands on the page, and is handed in on it."""
    assert phone.sees("Alamat terlapor kurang jelas.")
    phone.write(told="Kantor dinas di Jalan Wolter Monginsidi.", files=[picture("kantor.jpg", 30)]).press()
    assert phone.path == "/lacak/lengkapi/"
    assert phone.page.locator("[name=told]").count() == 0
    names_nobody(phone)


def reads_the_end(phone: Hands, code: str, case: Case) -> None:
    tracks(phone, code)
    assert phone.sees("Terima kasih atas laporan Anda.")  # what the officer wrote for the reporter
    assert phone.page.locator(".pages-timeline__next").count() == 0
    assert phone.page.locator(".pages-key-values dt").count() == case.outcomes.count() == 4
    names_nobody(phone)


def names_nobody(phone: Hands) -> None:
    for name in (REPORTER, WITNESS, *ACCUSED, "Petugas Satu"):
        for word in name.split():
            assert word not in phone.page.content(), (phone.path, word)


# --- the office --------------------------------------------------------------------------------------


def state(case: Case) -> str:
    case.refresh_from_db()
    return case.state


class Office:
    """The officer and the chair before their screens."""

    def __init__(self, sit_down: Any, stage: Scene, case: Case, hour: Clock) -> None:
        self.stage, self.case, self.hour = stage, case, hour
        self.sit_down = sit_down
        self.chair = sit_down().come_as(stage.cast.chair)
        self.officer = self._officer_at_the_desk()

    def _officer_at_the_desk(self) -> Hands:
        """Logged in through the form on the day after the report."""
        self.hour.move_to(5, 8)
        account = self.stage.cast.officer
        account.set_password(PASSWORD)
        account.save()
        officer = self.sit_down().open("/meja/")
        assert officer.path == "/masuk/"
        officer.log_in(account)
        assert officer.path == "/meja/"
        return officer

    def asks(self, who: Hands, act: str) -> Hands:
        """Open the case and choose the act among the lawful ones."""
        who.open(f"/meja/perkara/{self.case.pk}/")
        who.page.locator("details:not([open]) > summary").evaluate_all(
            "all => all.forEach(one => one.click())"
        )
        return who.follow(f"/tindakan/{act}/")

    def does(self, who: Hands, act: str, **answers: Any) -> None:
        """Choose an act, answer its form, and come back to the case."""
        self.asks(who, act).write(**answers).press()
        assert who.path == f"/meja/perkara/{self.case.pk}/", (act, who.faults(), who.text)
        self.case.refresh_from_db()

    def finds_one_item_missing(self) -> None:
        """From *Hari ini* to the notice."""
        self.officer.open("/meja/").press(f'main a[href*="{self.case.pk}"]')
        assert UUID(self.officer.path.split("/")[3]) == self.case.pk
        self.asks(self.officer, "find_complete")
        self.judge(respondent_identified="missing")
        self.officer.write(
            missing__respondent_identified="Alamat terlapor kurang jelas.", classes=["administrative"]
        )
        self.officer.press()
        assert state(self.case) == t.INCOMPLETE
        proof = picture("terkirim.png")
        self.does(self.officer, "notify_shortcomings", channel="whatsapp", proof=proof)
        assert self.case.state == t.AWAITING_COMPLETION

    def judge(self, **exceptions: str) -> None:
        """Every requirement of the law is met, but those named."""
        radios = self.officer.page.locator('input[name^="check-"][value="met"]')
        names = [radio.get_attribute("name") for radio in radios.all()]
        assert len(names) > 3
        for name in names:
            judged = exceptions.get(name.removeprefix("check-"), "met")
            self.officer.page.locator(f'[name="{name}"][value="{judged}"]').check()

    def votes(self, who: Hands, *, dissenting: int = 0) -> None:
        """Each member says aye, but for the last ``dissenting``, who say why not."""
        names = [
            radio.get_attribute("name") for radio in who.page.locator('[name^="vote-"][value="agree"]').all()
        ]
        assert len(names) == 4
        for place, name in enumerate(names, start=1):
            dissents = place > len(names) - dissenting
            who.page.locator(f'[name="{name}"][value="{"dissent" if dissents else "agree"}"]').check()
            if dissents:
                who.page.fill(f'[name="{name.replace("vote", "why")}"]', "Bukti belum cukup.")

    def finds_it_complete_and_registers(self) -> None:
        self.asks(self.officer, "find_complete")
        self.judge()
        self.officer.write(classes=["administrative", "asn_neutrality"]).press()
        assert state(self.case) == t.COMPLETE
        self.asks(self.chair, "accept_in_plenary")
        self.votes(self.chair, dissenting=1)
        self.chair.write(reasons="Syarat formal dan materiel terpenuhi.").press()
        assert state(self.case) == t.TO_REGISTER
        assert self.case.plenaries.get().votes.filter(vote="dissent").count() == 1
        self.does(self.officer, "register_case")
        assert self.case.state == t.REGISTERED
        assert self.case.number_registered.startswith("001/Reg/LP/")

    def summons_the_witness(self, *, day: int) -> None:
        witness = self.case.parties.get(role=Party.Role.WITNESS)
        self.does(
            self.officer, "invite_to_clarify", party=witness.pk, scheduled_on=(day, "November", 2024),
            scheduled_hour="09.00", place="Ruang klarifikasi",
        )  # fmt: skip

    def notes_that_nobody_came(self) -> None:
        first = self.case.clarifications.get(summons=1)
        self.does(self.officer, "record_clarification", invitation=first.pk, came="no")
        first.refresh_from_db()
        assert first.attendance == Clarification.Attendance.ABSENT

    def hears_the_witness(self) -> None:
        second = self.case.clarifications.get(summons=2)
        answers = {"came": "yes", "took_oath": "yes", "minutes": "Melihat amplop dibagikan."}
        self.does(self.officer, "record_clarification", invitation=second.pk, **answers)

    def extends_the_handling(self) -> None:
        self.asks(self.chair, "extend_handling")
        self.votes(self.chair)
        self.chair.write(reasons="Keterangan terlapor masih diperlukan.").press()
        assert state(self.case) == t.EXTENDED

    def decides_on_both(self) -> None:
        """The study, then one outcome for each respondent in each class."""
        self.does(self.officer, "write_study", **dict.fromkeys(STUDY, "Uraian kajian."))
        self.asks(self.chair, "decide")
        self.votes(self.chair, dissenting=1)
        first, second = self.case.parties.filter(role=Party.Role.RESPONDENT).order_by("pk")
        for party, result in ((first, "violation"), (second, "no_violation")):
            for violation_class in ("administrative", "asn_neutrality"):
                key = f"{party.pk}-{violation_class}"
                self.chair.page.locator(f'[name="result-{key}"][value="{result}"]').check()
                self.chair.page.fill(f'[name="because-{key}"]', "Sesuai hasil kajian.")
        self.chair.write(reasons="Sesuai kajian dan keterangan saksi.").press()
        assert state(self.case) == t.DECIDED
        assert {one.result for one in self.case.outcomes.all()} == {"violation", "no_violation"}

    def forwards_tells_and_closes(self) -> None:
        for outcome in Outcome.objects.filter(case=self.case).exclude(destination=""):
            letter = {"agency": "Instansi tujuan", "number": f"{outcome.pk}/K.KI-06/XI/2024"}
            self.does(self.officer, "forward_outcome", outcome=outcome.pk, **letter)
        self.asks(self.officer, "notify_status")
        ready = self.officer.value("text")
        assert self.case.number_registered in ready
        assert not any(name in ready for name in (REPORTER, WITNESS, *ACCUSED))
        self.officer.write(
            text=f"{ready}\nTerima kasih atas laporan Anda.", channel="letter", number="11/XI/2024"
        )
        self.officer.press()
        self.does(self.officer, "close_case")
        assert self.case.state == t.CLOSED
