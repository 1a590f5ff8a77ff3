"""Who has a part in a report, and what each of them does on the screens, from the phone to the last notice.

Words on screens are not read here, but addresses, the states of the case, the values of fields, and what must
never stand on a page.
"""

from typing import Any
from uuid import UUID

from tests.browser.hands import PASSWORD, Hands, picture, words_of

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseFile, Clarification, Outcome, Party
from saksama.cases.testing import Scene

WITNESS, ACCUSED = "Joko Susilo", ("Budi Santoso", "Markus Lembang")
STUDY = ("legal_basis", "analysis", "conclusion", "recommendation")  # the facts are taken from the report
MISSING = "Alamat terlapor kurang jelas."
THANKS = "Terima kasih atas laporan Anda."


class Reporter:
    """A citizen with a phone, without a script in it; all that is told can be chosen."""

    name = "Zubaidah Qomarunnisa"
    phone: Hands
    tracking_code = ""

    def __init__(self, sit_down: Any, *, name: str = "", what: str = "", card: Any = None) -> None:
        self.sit_down = sit_down
        self.name = name or self.name
        self.what = what or "Dua orang membagikan amplop berisi uang."
        self.card = card or picture("ktp.jpg", 200)
        self.photos = [picture("amplop.jpg"), picture("balai desa.png", 140)]
        self.takes_a_phone()

    def takes_a_phone(self) -> None:
        self.phone = self.sit_down(width=360, javascript=False, accept_downloads=True)

    def begins_a_report(self) -> None:
        """When, what, where, whom; with a mistake on the way."""
        phone = self.phone.open("/").follow("/lapor/")
        phone.write(known_on=(2, "November", 2024)).press()
        assert phone.path == "/lapor/batas/"
        assert phone.sees("8 November 2024")  # seven days, the day of knowing among them: the safe last day

        phone.press()
        phone.write(occurred_on=(3, "11", 2024), area="64.02.06", where_text="Halaman balai desa").press()
        assert phone.path == "/lapor/kejadian/"
        assert phone.faults() == ["occurred_on_0"]  # known before it happened
        assert (phone.value("where_text"), phone.value("area")) == ("Halaman balai desa", "64.02.06")
        assert [phone.value(f"occurred_on_{place}") for place in range(3)] == ["3", "11", "2024"]
        phone.write(occurred_on=(1, "11", 2024)).press()

        phone.write(title="Amplop dibagikan sebelum pengajian", what=self.what).press()
        phone.write(name=ACCUSED[0], post="Kepala dinas", address="Tenggarong").press("[name=more]")
        phone.write(name=ACCUSED[1], post="Camat", address="Tenggarong").press()
        assert phone.path == "/lapor/saksi/"

    def goes_on_with_another_phone(self) -> None:
        """The browser is closed; the code that stood at the foot of the page opens the same question."""
        code = self.phone.page.locator(".pages-saved b").inner_text()
        self.phone.leave()
        self.takes_a_phone()
        self.phone.open("/lapor/lanjut/").write(code=code.lower().replace("-", " ")).press()
        assert self.phone.path == "/lapor/saksi/"

    def comes_to_the_last_look(self) -> None:
        """The witness, two photos, the own name."""
        phone = self.phone
        phone.write(name=WITNESS, address="Sebulu", phone="0812 0000 111").press()
        phone.write(files=self.photos).press()
        phone.write(
            entitlement="voter", name=self.name, address="Jalan Melati 4, Tenggarong", phone="0812-5555-777",
            identity_card=self.card,
        ).press()  # fmt: skip
        assert phone.path == "/lapor/periksa/"
        for told in (*ACCUSED, *(photo["name"] for photo in self.photos), self.name):
            assert phone.sees(told), told

    def sends(self, **marks: bool) -> Case:
        """Send, and keep the receipt: on the screen and as PDF."""
        phone = self.phone
        phone.write(is_true=True, **marks).press()
        assert phone.path == "/lapor/diterima/"
        case = Case.objects.get()
        self.tracking_code = phone.page.locator(".pages-receipt__main").inner_text().strip()
        assert phone.sees(case.number_received)
        paper = words_of(phone.fetch("/tanda-bukti.pdf"))
        assert self.tracking_code in paper
        assert case.number_received in paper
        assert self.name not in paper
        assert case.state == t.RECEIVED
        assert case.files.filter(kind=CaseFile.Kind.EVIDENCE).count() == len(self.photos)
        return case

    def tracks(self, *, due: str) -> None:
        """State, next step and its date, and nobody's name."""
        self._opens_the_tracking_page()
        assert self.phone.page.locator("h1").inner_text()
        assert self.phone.page.locator(".pages-timeline__next").count()
        assert self.phone.sees(due), self.phone.text

    def _opens_the_tracking_page(self) -> None:
        self.phone.open("/lacak/").write(code=self.tracking_code).press()
        self._sees_no_name()

    def completes(self) -> None:
        """What was missing stands on the page, and is handed in on it."""
        assert self.phone.sees(MISSING)
        photo = picture("kantor.jpg", 30)
        self.phone.write(told="Kantor dinas di Jalan Wolter Monginsidi.", files=[photo]).press()
        assert self.phone.path == "/lacak/lengkapi/"
        assert self.phone.page.locator("[name=told]").count() == 0
        self._sees_no_name()

    def reads_the_end(self, case: Case) -> None:
        self._opens_the_tracking_page()
        assert self.phone.sees(THANKS)
        assert self.phone.page.locator(".pages-timeline__next").count() == 0
        assert self.phone.page.locator(".pages-key-values dt").count() == case.outcomes.count() == 4

    def _sees_no_name(self) -> None:
        page = self.phone.page.content()
        for name in (self.name, WITNESS, *ACCUSED, "Petugas Satu"):
            assert not [word for word in name.split() if word in page]


# --- the office --------------------------------------------------------------------------------------


class Office:
    """The officer and the chair before their screens."""

    def __init__(self, sit_down: Any, stage: Scene, case: Case) -> None:
        self.stage, self.case = stage, case
        self.chair = sit_down().come_as(stage.cast.chair)
        self.officer = sit_down()
        self._officer_logs_in()

    def _officer_logs_in(self) -> None:
        """Through the form, with password and code."""
        account = self.stage.cast.officer
        account.set_password(PASSWORD)
        account.save()
        assert self.officer.open("/meja/").path == "/masuk/"
        assert self.officer.log_in(account).path == "/meja/"

    @property
    def state(self) -> str:
        self.case.refresh_from_db()
        return self.case.state

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
        self.does(self.chair, "assign_case", owner=self.stage.cast.officer.pk)
        self.asks(self.officer, "find_complete")
        self.judge(respondent_identified="missing")
        self.officer.write(missing__respondent_identified=MISSING, classes=["administrative"])
        self.officer.press()
        assert self.state == t.INCOMPLETE
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
        assert self.state == t.COMPLETE
        self.asks(self.chair, "accept_in_plenary")
        self.votes(self.chair, dissenting=1)
        self.chair.write(reasons="Syarat formal dan materiel terpenuhi.").press()
        assert self.state == t.TO_REGISTER
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
        last = self.case.clarifications.latest("summons")
        answers = {"came": "yes", "took_oath": "yes", "minutes": "Melihat amplop dibagikan."}
        self.does(self.officer, "record_clarification", invitation=last.pk, **answers)

    def extends_the_handling(self) -> None:
        self.asks(self.chair, "extend_handling")
        self.votes(self.chair)
        self.chair.write(reasons="Keterangan terlapor masih diperlukan.").press()
        assert self.state == t.EXTENDED

    def decides_on_both(self) -> None:
        """The study, then one outcome for each respondent in each class."""
        self.does(self.officer, "write_study", **dict.fromkeys(STUDY, "Uraian kajian."))
        assert self.case.studies.get().facts.split() == self.case.what.split()
        self.asks(self.chair, "decide")
        self.votes(self.chair, dissenting=1)
        first, second = self.case.parties.filter(role=Party.Role.RESPONDENT).order_by("pk")
        for party, result in ((first, "violation"), (second, "no_violation")):
            for violation_class in ("administrative", "asn_neutrality"):
                key = f"{party.pk}-{violation_class}"
                self.chair.page.locator(f'[name="result-{key}"][value="{result}"]').check()
                self.chair.page.fill(f'[name="because-{key}"]', "Sesuai hasil kajian.")
        self.chair.write(reasons="Sesuai kajian dan keterangan saksi.").press()
        assert self.state == t.DECIDED
        assert {one.result for one in self.case.outcomes.all()} == {"violation", "no_violation"}

    def forwards_tells_and_closes(self) -> None:
        for outcome in Outcome.objects.filter(case=self.case).exclude(destination=""):
            letter = {"agency": "Instansi tujuan", "number": f"{outcome.pk}/K.KI-06/XI/2024"}
            self.does(self.officer, "forward_outcome", outcome=outcome.pk, **letter)
        self.asks(self.officer, "notify_status")
        ready = self.officer.value("text")
        assert self.case.number_registered in ready
        assert not any(name in ready for name in (WITNESS, *ACCUSED))
        self.officer.write(text=f"{ready}\n{THANKS}", channel="letter", number="11/XI/2024")
        self.officer.press()
        self.does(self.officer, "close_case")
        assert self.case.state == t.CLOSED
