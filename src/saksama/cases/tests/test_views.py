"""Screens of the casework room, used as staff use them."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.acts import ENTRIES
from saksama.cases.models import Case, CaseFile, Outcome, Party, SupervisionRecord
from saksama.cases.operations.acting import lawful
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.places.models import Office

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def photo(name="foto.png"):
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def votes(stage, agree=4):
    members = [stage.cast.chair, stage.cast.coordinator, *stage.cast.members]
    cast = {
        f"vote__{member.pk}": "agree" if place < agree else "dissent" for place, member in enumerate(members)
    }
    return cast | {f"why__{member.pk}": "Bukti belum cukup." for member in members[agree:]}


def typed_report(desk, stage, **more):
    asked = desk.open(stage.cast.officer, "report")
    return desk.fill(
        asked, known_on="2024-11-02", title="Amplop dibagikan", what="Amplop dibagikan seusai pertemuan.",
        occurred_on="2024-11-01", where_text="Balai desa", reporter_name="Siti Rahmawati",
        reporter_phone="081234567890", respondent__1__name="Budi Santoso", respondent__1__post="Kepala dinas",
        witness__1__name="Joko Susilo", **more,
    )  # fmt: skip


def received(desk, stage, **more):
    answer = desk.of(stage.cast.officer).post(reverse("cases:report"), typed_report(desk, stage, **more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Case.objects.latest("received_at")


# --- the whole life ----------------------------------------------------------------------------------


def test_a_report_walks_through_the_screens_from_receipt_to_its_closing(desk, stage):
    officer, chair = stage.cast.officer, stage.cast.chair
    desk.at(wita(4, 10))
    case = received(desk, stage, files=[photo()])
    receipt = desk.open(officer, "receipt", case.pk)
    code = receipt.context["code"]
    assert len(code) == 14
    assert code in receipt.content.decode()

    desk.at(wita(5, 9))
    law = [
        f"check__{row.requirement.code}"
        for row in desk.ask(officer, case, "find_complete").context["form"].rows()
    ]
    judged = dict.fromkeys(law, "met") | {
        "check__evidence": "missing",
        "missing__evidence": "Foto belum jelas.",
    }
    assert desk.do(officer, case, "find_complete", classes=["administrative"], **judged).status_code == 302
    case.refresh_from_db()
    assert case.state == t.INCOMPLETE
    asked = desk.ask(officer, case, "notify_shortcomings")
    assert "Foto belum jelas." in asked.context["form"].ready
    assert desk.do(officer, case, "notify_shortcomings", channel="whatsapp", proof=photo()).status_code == 302

    desk.at(wita(6, 9))
    assert (
        desk.do(officer, case, "receive_completion", told="Foto lebih jelas.", files=[photo()]).status_code
        == 302
    )
    suggested = desk.ask(officer, case, "find_complete").context["form"].suggested
    assert suggested["evidence"] == "met"
    classes = ["administrative", "asn_neutrality"]
    assert (
        desk.do(officer, case, "find_complete", classes=classes, **dict.fromkeys(law, "met")).status_code
        == 302
    )
    said = desk.do(chair, case, "accept_in_plenary", reasons="Syarat terpenuhi.", **votes(stage, agree=3))
    assert said.status_code == 302
    assert desk.do(officer, case, "register_case").status_code == 302
    case.refresh_from_db()
    assert case.number_registered.startswith("001/Reg/LP/")

    witness = case.parties.get(role=Party.Role.WITNESS)
    meeting = {
        "party": witness.pk,
        "scheduled_on": "2024-11-07",
        "scheduled_hour": "09.00",
        "place": "Ruang 1",
    }
    assert desk.do(officer, case, "invite_to_clarify", **meeting).status_code == 302
    too_early = desk.do(officer, case, "invite_to_clarify", **meeting)
    assert too_early.status_code == 422
    desk.at(wita(7, 10))
    summons = case.clarifications.get()
    assert desk.do(officer, case, "record_clarification", invitation=summons.pk, came="no").status_code == 302
    again = meeting | {"scheduled_on": "2024-11-08", "number": "2/UND"}
    assert desk.do(officer, case, "invite_to_clarify", **again).status_code == 302
    desk.at(wita(8, 9))
    second = case.clarifications.get(summons=2)
    heard = {"invitation": second.pk, "came": "yes", "took_oath": "no", "minutes": "Melihat amplop."}
    assert desk.do(officer, case, "record_clarification", **heard).status_code == 302

    parts = ("facts", "legal_basis", "analysis", "conclusion", "recommendation")
    assert desk.do(officer, case, "write_study", **dict.fromkeys(parts, "Uraian.")).status_code == 302
    assert (
        desk.do(chair, case, "extend_handling", reasons="Perlu keterangan.", **votes(stage)).status_code
        == 302
    )
    desk.at(wita(9, 11))
    budi = case.parties.get(role=Party.Role.RESPONDENT)
    results = {
        f"result__{budi.pk}__administrative": "violation", f"because__{budi.pk}__administrative": "Terbukti.",
        f"result__{budi.pk}__asn_neutrality": "no_violation", f"because__{budi.pk}__asn_neutrality": "Tidak terbukti.",
    }  # fmt: skip
    missing_one = desk.do(
        chair, case, "decide", reasons="Putusan.", **votes(stage), **dict(list(results.items())[:2])
    )
    assert missing_one.status_code == 422
    assert desk.do(chair, case, "decide", reasons="Putusan.", **votes(stage), **results).status_code == 302
    assert desk.do(officer, case, "close_case").status_code == 422

    outcome = Outcome.objects.get(case=case, violation_class="administrative")
    letter = {"outcome": outcome.pk, "agency": "KPU Kabupaten", "number": "10/XI/2024"}
    assert desk.do(officer, case, "forward_outcome", **letter).status_code == 302
    told = desk.ask(officer, case, "notify_status").context["form"].ready
    assert "Budi" not in told
    assert desk.do(officer, case, "notify_status", channel="letter", number="11/XI/2024").status_code == 302
    assert desk.do(officer, case, "close_case").status_code == 302
    case.refresh_from_db()
    assert case.state == t.CLOSED
    page = desk.open(officer, "case", case.pk)
    assert page.status_code == 200
    for kind in ("receipt", "shortcomings", "invitation", "plenary", "status"):
        paper = desk.open(officer, "paper", case.pk, kind)
        assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_preliminary_information_is_recorded_and_traced(desk, stage):
    asked = desk.open(stage.cast.officer, "information")
    typed = desk.fill(
        asked, title="Kabar politik uang", what="Ada kabar pembagian uang.", known_on="2024-11-03"
    )
    assert desk.of(stage.cast.officer).post(reverse("cases:information"), typed).status_code == 302
    case = Case.objects.get()
    assert case.state == t.PRELIMINARY
    assert "code" not in desk.open(stage.cast.officer, "receipt", case.pk).context or not case.tracking_digest
    assert desk.do(stage.cast.officer, case, "end_tracing", reason="Tidak ditemukan.").status_code == 302


def test_a_finding_is_proposed_from_a_supervision_record(desk, stage):
    asked = desk.open(stage.cast.pkd, "record_new")
    typed = desk.fill(asked, place="Lapangan", what="Kepala desa hadir dalam kampanye.", files=[photo()])
    assert desk.of(stage.cast.pkd).post(reverse("cases:record_new"), typed).status_code == 302
    record = SupervisionRecord.objects.get()
    assert desk.open(stage.cast.pkd, "record", record.pk).status_code == 200
    assert desk.open(stage.cast.pkd, "record_file", record.pk, record.files.get().pk).status_code == 200
    assert desk.open(stage.cast.pkd, "propose", record.pk).status_code in {403, 404}
    asked = desk.open(stage.cast.panwascam, "propose", record.pk)
    typed = desk.fill(
        asked, title="Kepala desa hadir", classes=["village_officials"], respondent__1__name="Udin"
    )
    assert (
        desk.of(stage.cast.panwascam).post(reverse("cases:propose", args=[record.pk]), typed).status_code
        == 302
    )
    finding = Case.objects.get()
    assert (finding.kind, finding.state, finding.files.count()) == (t.FINDING, t.PROPOSED, 1)
    assert desk.open(stage.cast.panwascam, "case", finding.pk).status_code == 200


def test_a_delegated_case_is_confirmed_on_both_sides(desk, stage):
    case = stage.report(wita(4)).case
    sent = {"to_office": "64.02.06", "number": "5/K.KI-06/XI/2024", "reason": "Terjadi di kecamatan."}
    assert desk.do(stage.cast.chair, case, "delegate_case", **sent).status_code == 302
    assert desk.open(stage.cast.panwascam, "case", case.pk).status_code == 200
    assert desk.ask(stage.cast.officer, case, "receive_delegation").status_code in {403, 404}
    assert desk.do(stage.cast.panwascam, case, "receive_delegation").status_code == 302
    case.refresh_from_db()
    assert (case.office_id, case.state) == ("64.02.06", t.RECEIVED)
    for account in (stage.cast.officer, stage.cast.panwascam):
        listed = desk.open(account, "transfers")
        assert case.number_received in listed.content.decode().replace("<wbr>", "")


def test_a_case_taken_over_is_handed_over_below_and_received_above(desk, stage):
    case = stage.report(wita(4)).case
    taken = {"to_office": "64", "number": "3/Prov", "reason": "Lintas daerah."}
    assert desk.do(stage.cast.province_chair, case, "take_over_case", **taken).status_code == 302
    assert desk.do(stage.cast.chair, case, "hand_over_case").status_code == 302
    assert desk.do(stage.cast.province_chair, case, "receive_delegation").status_code == 302
    case.refresh_from_db()
    assert case.office_id == "64"
    assert desk.open(stage.cast.officer, "case", case.pk).status_code == 404
    assert "3/Prov" in desk.open(stage.cast.officer, "transfers").content.decode()


# --- receiving ---------------------------------------------------------------------------------------


def test_the_last_day_is_shown_when_the_day_of_knowing_is_typed(desk, stage):
    piece = desk.open(stage.cast.officer, "last_day", known_on="2024-11-02")
    assert piece.context["limit"]["due_on"] == "2024-11-08"
    typed = typed_report(desk, stage) | {"show": "1", "title": ""}
    shown = desk.of(stage.cast.officer).post(reverse("cases:report"), typed)
    assert (shown.status_code, shown.context["limit"]["due_on"]) == (200, "2024-11-08")
    assert not Case.objects.exists()
    assert "Siti Rahmawati" in shown.content.decode()


def test_a_late_report_is_received_and_the_receipt_says_what_that_means(desk, stage):
    desk.at(wita(20))
    case = received(desk, stage)
    receipt = desk.open(stage.cast.officer, "receipt", case.pk)
    assert receipt.context["is_late"]


def test_the_same_form_sent_twice_makes_one_case_and_shows_its_code(desk, stage):
    typed = typed_report(desk, stage)
    officer = desk.of(stage.cast.officer)
    first = officer.post(reverse("cases:report"), typed)
    second = officer.post(reverse("cases:report"), typed)
    assert Case.objects.count() == 1
    assert first.url == second.url
    assert officer.get(second.url).context["code"]


def test_the_tracking_code_is_shown_to_nobody_else_and_not_for_long(desk, stage):
    desk.at(wita(4, 9))
    case = received(desk, stage)
    assert desk.open(stage.cast.secretary, "receipt", case.pk).context["code"] == ""
    desk.at(wita(4, 10))
    assert desk.open(stage.cast.officer, "receipt", case.pk).context["code"] == ""


def test_a_story_that_names_the_reporter_is_sent_back_until_somebody_leaves_it(desk, stage):
    typed = typed_report(desk, stage) | {"what": "Saya, Siti Rahmawati, melihat amplop."}
    officer = desk.of(stage.cast.officer)
    back = officer.post(reverse("cases:report"), typed)
    assert back.status_code == 422
    assert "what" in back.context["form"].errors
    assert officer.post(reverse("cases:report"), typed | {"leave_names": "on"}).status_code == 302


def test_an_event_known_before_it_happened_is_shown_beside_the_day(desk, stage):
    typed = typed_report(desk, stage) | {"occurred_on": "2024-11-03"}
    back = desk.of(stage.cast.officer).post(reverse("cases:report"), typed)
    assert back.status_code == 422
    assert "known_on" in back.context["form"].errors
    assert "2 November 2024" in str(back.context["form"].errors)


# --- refusals ----------------------------------------------------------------------------------------


def test_a_file_that_lies_about_its_type_is_refused_and_what_was_typed_stays(desk, stage):
    case = stage.report().case
    liar = SimpleUploadedFile("foto.png", b"%PDF-1.4\n%%EOF", content_type="image/png")
    back = desk.do(stage.cast.officer, case, "add_file", title="Foto di balai", files=[liar])
    assert back.status_code == 422
    assert back.context["form"]["title"].value() == "Foto di balai"
    assert not case.files.exists()
    liar.seek(0)
    kept = desk.do(stage.cast.officer, case, "add_file", files=[liar], keep_doubtful="on")
    assert kept.status_code == 302
    quarantined = CaseFile.objects.get()
    assert quarantined.sealed.reason
    assert desk.open(stage.cast.officer, "file", case.pk, quarantined.pk).status_code == 409


def test_twenty_megabytes_of_text_are_refused_with_a_sentence(desk, stage):
    case = stage.registered()
    long = "a" * (20 * 1024 * 1024)
    back = desk.do(
        stage.cast.officer, case, "write_study", facts=long, legal_basis="UU", analysis="A", conclusion="B"
    )
    assert back.status_code == 422
    assert back.context["form"].errors["facts"]


def test_two_officers_saving_the_same_case_both_see_both_values(desk, stage):
    case = stage.report().case
    asked = desk.ask(stage.cast.officer, case, "correct_facts")
    mine = desk.fill(asked, title="Amplop dibagikan di balai", reason="Judul lebih jelas.")
    desk.do(stage.cast.coordinator, case, "correct_facts", title="Amplop diduga dibagikan", reason="Bahasa.")
    conflict = desk.send(stage.cast.officer, case, "correct_facts", mine)
    assert conflict.status_code == 409
    told = {item.name: (item.stored, item.typed) for item in conflict.context["differences"]}
    assert told == {"choose-title": ("Amplop diduga dibagikan", "Amplop dibagikan di balai")}
    assert [item.who for item in conflict.context["since"]] == [stage.cast.coordinator.name]
    again = desk.fill(conflict)
    assert again["title"] == "Amplop dibagikan di balai"
    assert (
        desk.send(stage.cast.officer, case, "correct_facts", again | {"choose-title": "stored"}).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.title == "Amplop diduga dibagikan"


def test_the_own_value_can_be_kept_too(desk, stage):
    case = stage.report().case
    mine = desk.fill(desk.ask(stage.cast.officer, case, "correct_facts"), title="Judul saya", reason="Jelas.")
    desk.do(stage.cast.coordinator, case, "correct_facts", title="Judul lain", reason="Bahasa.")
    again = desk.fill(desk.send(stage.cast.officer, case, "correct_facts", mine))
    assert (
        desk.send(stage.cast.officer, case, "correct_facts", again | {"choose-title": "typed"}).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.title == "Judul saya"


def test_a_form_sent_twice_acts_once(desk, stage):
    case = stage.report().case
    typed = desk.fill(desk.ask(stage.cast.officer, case, "add_party"), role="respondent", name="Ani")
    first = desk.send(stage.cast.officer, case, "add_party", typed)
    second = desk.send(stage.cast.officer, case, "add_party", typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert case.parties.filter(name="Ani").count() == 1


def test_a_witness_added_later_is_sealed_and_a_respondent_named(desk, stage):
    case = stage.report().case
    desk.do(stage.cast.officer, case, "add_party", role="witness", name="Rina Wati", phone="0811111111")
    desk.do(stage.cast.officer, case, "add_party", role="respondent", name="Ani", post="Camat")
    page = desk.open(stage.cast.officer, "case", case.pk).content.decode()
    assert "Rina" not in page
    assert "Ani" in page
    assert case.parties.filter(role=Party.Role.WITNESS).count() == 2


def test_a_case_is_given_to_an_officer_of_the_office(desk, stage):
    case = stage.report().case
    offered = desk.ask(stage.cast.chair, case, "assign_case").context["form"].fields["owner"].queryset
    assert stage.cast.officer in offered
    assert stage.cast.neighbour not in offered
    assert desk.do(stage.cast.chair, case, "assign_case", owner=stage.cast.officer.pk).status_code == 302
    case.refresh_from_db()
    assert case.owner == stage.cast.officer


def test_a_plenary_of_tomorrow_or_without_a_quorum_is_refused(desk, stage):
    case = stage.report().case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(4, 10)
    )
    desk.at(wita(5))
    tomorrow = desk.do(
        stage.cast.chair, case, "accept_in_plenary", held_on="2024-11-06", reasons="A.", **votes(stage)
    )
    assert "held_on" in tomorrow.context["form"].errors
    absent = dict.fromkeys(votes(stage), "absent")
    nobody = desk.do(stage.cast.chair, case, "accept_in_plenary", reasons="Syarat terpenuhi.", **absent)
    assert nobody.status_code == 422
    silent = votes(stage, agree=3)
    silent = {name: value for name, value in silent.items() if not name.startswith("why")}
    dissent = desk.do(stage.cast.chair, case, "accept_in_plenary", reasons="Syarat terpenuhi.", **silent)
    assert dissent.status_code == 422
    assert not case.plenaries.exists()


def test_declining_while_the_reporter_may_still_complete_needs_a_reason(desk, stage):
    case = stage.report().case
    missing = stage.checks(case, evidence="Bukti belum dilampirkan.")
    acts.conclude_initial_study(case, checks=missing, classes=[], actor=stage.officer, at=wita(5))
    acts.notify_shortcomings(case, channel="phone", actor=stage.officer, at=wita(5))
    desk.at(wita(6))
    early = desk.do(stage.cast.chair, case, "decline_registration", reasons="Tidak lengkap.", **votes(stage))
    assert (early.status_code, "reason" in early.context["form"].errors) == (422, True)
    desk.at(wita(8))
    done = desk.do(stage.cast.chair, case, "decline_registration", reasons="Tidak lengkap.", **votes(stage))
    assert done.status_code == 302
    assert desk.do(stage.cast.officer, case, "keep_as_information", reason="Ditelusuri.").status_code == 302


def test_an_act_after_its_limit_asks_for_the_reason(desk, stage):
    case = stage.report(wita(4)).case
    desk.at(wita(9))
    asked = desk.ask(stage.cast.officer, case, "find_complete")
    met = {f"check__{row.requirement.code}": "met" for row in asked.context["form"].rows()}
    late = desk.do(stage.cast.officer, case, "find_complete", classes=["criminal"], **met)
    assert (late.status_code, "reason" in late.context["form"].errors) == (422, True)
    why = {"reason": "Petugas sakit."}
    assert (
        desk.do(stage.cast.officer, case, "find_complete", classes=["criminal"], **met, **why).status_code
        == 302
    )


def test_a_number_already_given_is_refused_beside_its_field(desk, stage):
    stage.registered()
    case = stage.report(wita(5)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(6)
    )
    acts.accept_in_plenary(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    desk.at(wita(6, 12))
    back = desk.do(stage.cast.officer, case, "register_case", number="1", why_number="Nomor lama.")
    assert back.status_code == 422
    assert "number" in back.context["form"].errors


LAWFUL_EVERYWHERE = {"connect_case", "part_case"}


@pytest.mark.parametrize("act", sorted(set(ENTRIES) - LAWFUL_EVERYWHERE))
def test_every_act_has_a_form_and_is_refused_in_a_closed_case(desk, stage, act):
    case = stage.report().case
    acts.withdraw_report(case, reason="Dicabut.", actor=stage.officer, at=wita(4, 12))
    case.refresh_from_db()
    permission = next(move.permission for move in t.MOVES if move.act == act)
    from_the_chair = {"hold_plenary", "delegate_case", "take_over_case"}
    who = stage.cast.chair if permission in from_the_chair else stage.cast.coordinator
    asked = desk.ask(who, case, act)
    sent = desk.send(who, case, act, {"version": case.version, "once": str(uuid.uuid4())})
    assert (asked.status_code, sent.status_code) == (409, 409)
    refusal = str(Problem("wrong_state", state="Dicabut")).partition(":")[0]
    assert refusal in sent.context["refusal"]


def unlisted(kind):
    return [
        (state, act) for state in t.STATES for act in sorted(ENTRIES) if t.find_move(state, act, kind) is None
    ]


def acting_person(stage, act):
    return (
        stage.cast.chair
        if act in {"delegate_case", "take_over_case", "hand_over_case"}
        else stage.cast.coordinator
    )


def test_every_unlisted_pair_is_refused_by_the_screen_in_the_operations_words(desk, stage):
    """On PostgreSQL each act and each state once: the table of moves is the same there."""
    case = stage.report().case
    pairs = unlisted(t.REPORT)
    if connection.vendor == "postgresql":
        of_each_act, of_each_state = ({pair[side]: pair for pair in pairs} for side in (1, 0))
        pairs = sorted({*of_each_act.values(), *of_each_state.values()})
    for state, act in pairs:
        Case.objects.filter(pk=case.pk).update(state=state)
        case.refresh_from_db()
        sent = {"version": case.version, "once": str(uuid.uuid4())}
        answer = desk.send(acting_person(stage, act), case, act, sent)
        assert answer.status_code == 409, (state, act)
        assert answer.context["refusal"] == str(refusal_of(stage, case, act)), (state, act)


@pytest.mark.parametrize("kind", t.KINDS)
def test_every_unlisted_pair_is_refused_by_the_operation(stage, kind):
    case = stage.report().case
    for state, act in unlisted(kind):
        Case.objects.filter(pk=case.pk).update(state=state, kind=kind)
        assert refusal_of(stage, case, act).code == "wrong_state", (state, act)


def refusal_of(stage, case, act):
    """What the check says that every operation makes first."""
    with pytest.raises(Problem) as refusal, transaction.atomic():
        lawful(case, act, actor=Actor.of(acting_person(stage, act)), at=wita(4), version=case.version)
    return refusal.value


# --- who may -----------------------------------------------------------------------------------------


def test_to_a_stranger_nothing_of_a_case_exists(desk, stage):
    case = stage.registered()
    acts.add_file(case, [], actor=stage.officer, at=wita(5))
    party = case.parties.get(role=Party.Role.WITNESS)
    routes = [
        ("case", case.pk), ("receipt", case.pk), ("paper", case.pk, "receipt"), ("reveal", case.pk, party.pk),
        *(("act", case.pk, act) for act in ENTRIES),
    ]  # fmt: skip
    for stranger in (stage.cast.neighbour, stage.cast.administrator, stage.cast.former_officer):
        for name, *args in routes:
            refused = {404} if stranger == stage.cast.neighbour else {403, 404}
            assert desk.open(stranger, name, *args).status_code in refused, (stranger.code, name, args)


def test_a_visitor_is_sent_to_log_in(desk, stage):
    case = stage.report().case
    assert desk.open(stage.cast.visitor, "case", case.pk).status_code == 302


def test_a_viewer_sees_the_case_but_neither_acts_nor_reads_what_is_confidential(desk, stage):
    case = stage.studied(stage.registered(), wita(5))
    viewer = stage.cast.province_viewer
    page = desk.open(viewer, "case", case.pk).content.decode()
    assert "Budi Santoso" in page
    assert "Uraian." not in page
    assert desk.ask(viewer, case, "decide").status_code == 403
    assert all(item["locked"] for item in desk.open(viewer, "case", case.pk).context["acts"])


def test_the_officer_may_not_decide_and_reads_who_may(desk, stage):
    case = stage.studied(stage.registered(), wita(5))
    assert desk.ask(stage.cast.officer, case, "decide").status_code == 403
    shown = {item.get("act"): item for item in desk.open(stage.cast.officer, "case", case.pk).context["acts"]}
    assert "Ketua" in str(shown["decide"]["locked"]) or "Chair" in str(shown["decide"]["locked"])


def test_an_identity_is_shown_once_for_a_ground_and_the_look_is_kept(desk, stage):
    case = stage.report().case
    party = case.parties.get(role=Party.Role.REPORTER)
    url = reverse("cases:reveal", args=[case.pk, party.pk])
    officer = desk.of(stage.cast.officer)
    assert "Siti" not in officer.get(url).content.decode()
    assert officer.post(url, {"ground": ""}).status_code == 422
    shown = officer.post(url, {"ground": "completion", "note": "Alamat kurang."})
    assert "Siti Rahmawati" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert party.identity.acts.filter(act="revealed", actor=stage.cast.officer.code).count() == 1
    assert "Siti" not in desk.open(stage.cast.officer, "case", case.pk).content.decode()
    journal = {who: desk.open(getattr(stage.cast, who), "chronicle", case.pk) for who in ("officer", "chair")}
    assert all("Laporan diterima" in page.content.decode() for page in journal.values())
    opened = {who: "Identitas dibuka" in page.content.decode() for who, page in journal.items()}
    assert opened == {"officer": False, "chair": True}  # who looked is for readers of the office's journal


def test_files_are_looked_at_copied_and_checked_each_with_a_line(desk, stage):
    case = stage.report().case
    desk.do(stage.cast.officer, case, "add_file", files=[photo()], title="Foto")
    item = case.files.get()
    look = desk.open(stage.cast.officer, "file", case.pk, item.pk)
    assert (look.status_code, look["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(look.streaming_content)[:2] == b"\xff\xd8"
    url = reverse("cases:file_original", args=[case.pk, item.pk])
    assert desk.of(stage.cast.officer).post(url, {"why": ""}).status_code == 422
    copy = desk.of(stage.cast.officer).post(url, {"why": "Lampiran berkas."})
    assert b"".join(copy.streaming_content) == PNG
    assert desk.of(stage.cast.secretary).post(url, {"why": "Ingin tahu."}).status_code == 403
    check = reverse("cases:file_check", args=[case.pk, item.pk])
    assert desk.of(stage.cast.officer).post(check).status_code == 302
    told = [
        row["row"].act
        for row in desk.open(stage.cast.officer, "file_history", case.pk, item.pk).context["rows"]
    ]
    assert told == ["sealed", "viewed", "copied", "verified"]


# --- the page ----------------------------------------------------------------------------------------


def test_the_case_page_asks_the_same_number_of_questions_with_one_party_and_with_thirty(
    desk, stage, django_assert_num_queries, django_assert_max_num_queries
):
    case = stage.registered()
    witness = case.parties.get(role=Party.Role.WITNESS)
    acts.invite_to_clarify(
        case, party=witness, scheduled_at=wita(6), place="Ruang 1", actor=stage.officer, at=wita(5, 12)
    )
    desk.do(stage.cast.officer, case, "add_file", files=[photo()])
    desk.open(stage.cast.officer, "case", case.pk)
    with django_assert_max_num_queries(60) as counted:
        desk.open(stage.cast.officer, "case", case.pk)
    asked = len(counted)
    for place in range(30):
        acts.add_party(
            case, role="witness", identity={"name": f"Saksi {place}"}, actor=stage.officer, at=wita(5, 12)
        )
        invited = case.parties.latest("id")
        acts.invite_to_clarify(
            case, party=invited, scheduled_at=wita(6), place="Ruang 1", actor=stage.officer, at=wita(5, 12)
        )
    desk.do(stage.cast.officer, case, "add_file", files=[photo(f"{place}.png") for place in range(5)])
    with django_assert_num_queries(asked):
        desk.open(stage.cast.officer, "case", case.pk)


def test_a_published_matter_is_never_late_and_says_that_it_is_published(desk, stage):
    case = stage.report().case
    Case.objects.filter(pk=case.pk).update(is_published=True, is_sample=True)
    desk.at(wita(20))
    page = desk.open(stage.cast.officer, "case", case.pk)
    assert page.context["sentence"]["state"] != "late"
    assert page.context["clock"] is None


def test_an_overdue_case_says_by_how_many_days(desk, stage):
    case = stage.report(wita(4)).case
    desk.at(wita(9))
    sentence = desk.open(stage.cast.officer, "case", case.pk).context["sentence"]
    assert sentence["state"] == "late"
    assert "4" in str(sentence["text"])


def test_an_act_not_yet_lawful_stands_with_a_lock_and_what_it_waits_for(desk, stage):
    case = stage.report().case
    shown = desk.open(stage.cast.officer, "case", case.pk).context["acts"]
    locked = [item for item in shown if item["locked"] and not item.get("url")]
    assert len(locked) == 2
    assert [item for item in shown if item.get("main")] == [shown[0]]


def test_the_office_of_another_place_is_not_offered_for_delegation(desk, stage):
    case = stage.report().case
    offered = desk.ask(stage.cast.chair, case, "delegate_case").context["form"].fields["to_office"].queryset
    assert Office.objects.get(pk="64.01") not in offered
    assert {"64", "00", "64.02.06"} <= {office.pk for office in offered}


def test_pages_stand_in_english_too(desk, stage):
    case = stage.report().case
    client = desk.of(stage.cast.officer)
    client.cookies["bahasa"] = "en"
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "Lawful steps now" in page
