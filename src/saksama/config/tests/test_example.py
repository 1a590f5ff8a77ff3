"""The example, replayed day by day: the figures of the day come out of its acts."""

import json
from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from saksama.cases import queries
from saksama.cases.models import Case, CaseAct
from saksama.cases.rules import fold
from saksama.cases.transitions import HANDLING_ACTS
from saksama.config.example import meetings, releases, replay, script, situation
from saksama.config.tests.stage import make_people_and_places
from saksama.desk import journal_page
from saksama.journal.models import Line
from saksama.journal.queries import lines_of, verify
from saksama.meetings import commitment_queries
from saksama.meetings import queries as rapat
from saksama.places import operations as places
from saksama.places import reference
from saksama.places.models import Office
from saksama.places.queries import next_vote
from saksama.situation import queries as situations
from saksama.situation.models import Release
from saksama.situation.releases import reading

RAKOR, DAY_AFTER = date(2024, 11, 9), date(2024, 11, 10)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """The example as of 9 November 2024, played once and taken back after the last test of this file.

    Under this name, so that pytest-django makes the tables when this file runs by itself.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        make_people_and_places()
        places.save_areas(
            row for row in reference.areas() if row.parent == "64.02"
        )  # the meeting invites each camat
        replay.replay(RAKOR)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def rakor(db):
    """The example as of 9 November 2024; what a test does to it is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_ninth_shows_eleven_and_the_tenth_fourteen(rakor):
    assert queries.figures("64.02", on=RAKOR).handled == 11
    replay.replay(DAY_AFTER)
    assert queries.figures("64.02", on=DAY_AFTER).handled == 14
    assert queries.figures("64.02", on=RAKOR).handled == 11


def classes_of(state):
    return Counter(Case.objects.filter(state=state).values_list("classes__violation_class", flat=True))


def test_the_published_split_of_30_october_comes_out(rakor):
    figures = queries.figures("64.02", on=date(2024, 10, 30))
    assert figures.handled == 10
    assert classes_of("not_registered") == {"administrative": 2, "asn_neutrality": 1}
    assert classes_of("closed") == {"criminal": 7}
    closed = Case.objects.filter(state="closed")
    assert {outcome.result for case in closed for outcome in case.outcomes.all()} == {"not_continued"}


def test_eighteen_days_are_left_on_the_ninth_and_none_are_known_on_15_december(rakor):
    event, days = next_vote(on=RAKOR, office_code="64.02")
    assert (event.vote_on, days) == (date(2024, 11, 27), 18)
    assert next_vote(on=date(2024, 12, 15), office_code="64.02") is None


def test_replaying_twice_changes_nothing(rakor):
    before = CaseAct.objects.count()
    assert replay.replay(RAKOR) == 0
    assert CaseAct.objects.count() == before


def test_published_matters_carry_published_facts_only(rakor):
    replay.replay(date(2024, 11, 17))
    published = Case.objects.filter(is_published=True).order_by("number_registered")
    assert [case.number_registered[:7] for case in published] == ["005/Reg", "006/Reg", "007/Reg"]
    for case in published:
        assert {party.role for party in case.parties.all()} == {"reporter"}
        assert not case.plenaries.exists()
        assert not case.files.exists()
        assert case.clocks.get(step="extended_handling").due_on == date(2024, 11, 14)


def test_invented_cases_are_numbered_from_900(rakor):
    invented = Case.objects.filter(is_published=False)
    assert all(int(case.number_received[:3]) >= 900 for case in invented)
    assert all(case.is_sample for case in Case.objects.all())


def test_folding_each_sample_case_from_its_journal_gives_the_case(rakor):
    for case in Case.objects.all():
        told = [  # other rooms write about a case too (a paper issued, an alert seen); only its acts say where it goes
            _Told(line.act, line.facts["to"], date.fromisoformat(line.facts["on"]), line.office, line.facts)
            for line in lines_of(("case", str(case.pk)))
            if "to" in line.facts
        ]
        folded = fold(told)
        assert (folded.state, folded.version) == (case.state, case.version)
        assert (folded.number_received, folded.number_registered) == (
            case.number_received,
            case.number_registered,
        )
        assert folded.registered_on == case.registered_on
        assert folded.is_handled == bool(set(folded.acts) & HANDLING_ACTS)
    assert queries.untrue_copies() == []
    assert verify().is_whole


class _Told:
    def __init__(self, act, to_state, effective_on, office_code, facts):
        self.act, self.to_state, self.effective_on = act, to_state, effective_on
        self.office_code, self.facts = office_code, facts


def test_every_line_of_the_journal_is_told_in_words(rakor):
    """An act without words of its own would be shown by its name in the program."""
    acts = set(Line.objects.values_list("act", flat=True))
    assert len(acts) > 40
    assert {act for act in acts if journal_page.act_name(act) == act.replace("_", " ")} == set()


def test_no_figure_of_the_day_stands_in_code_or_template():
    """18, 11 and 48 must come out of records: none stands in a template or in the code of the faces."""
    import re
    from pathlib import Path

    root = Path(settings.PACKAGE if hasattr(settings, "PACKAGE") else script.__file__).resolve()
    source = next(path for path in [root, *root.parents] if path.name == "saksama")
    found = [
        str(path.relative_to(source))
        for path in source.rglob("*.html")
        if "tests" not in path.parts
        and re.search(r"(?<![\w.#-])(?:11|14|18|48)(?![\w.%-])(?! ?px)", _visible(path))
    ]
    assert not found


def _visible(path):
    import re

    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}|<svg.*?</svg>|<path[^>]*>|<circle[^>]*>",
        "",
        text,
        flags=re.S,
    )
    return re.sub(r"<[^>]*>|{%[^%]*%}|{{[^}]*}}", "", text)


def test_the_situation_of_the_ninth_is_kondusif_with_its_ground(rakor):
    assert situation.play(RAKOR) > 0
    assert situation.play(RAKOR) == 0
    picture = situations.picture(Office.objects.select_related("area").get(pk="64.02"), on=RAKOR)
    assert (picture.own.level.code, picture.reported) == ("kondusif", len(picture.parts))
    assert "Ketua menyatakan" in picture.own.report.ground


def test_the_meeting_of_the_ninth_is_there_with_its_published_facts(rakor):
    assert meetings.play(RAKOR) > 0
    assert meetings.play(RAKOR) == 0
    (meeting,) = rapat.held_on("64.02", RAKOR)
    assert (meeting.venue, meeting.host, meeting.state) == (
        "Hotel Grand Elty Singgasana",
        "Bawaslu Kabupaten Kutai Kartanegara",
        "closed",
    )
    invited = {row.institution.category for row in rapat.invitations_of(meeting)}
    assert {"government", "police", "military", "camat", "village", "agency", "party", "academic"} <= invited
    government = rapat.invitations_of(meeting).get(institution="pemkab-64.02")
    (presence,) = government.came
    assert (government.holder_post, presence.is_holder) == ("Bupati", False)
    assert presence.attendee.post == "Asisten I bidang Pemerintahan dan Kesra"
    table = rapat.table_of(meeting)
    assert table.has_quorum
    assert meeting.attendees.count() == table.present


def test_what_was_promised_on_the_ninth_is_followed_day_by_day(rakor):
    meetings.play(date(2024, 11, 12))
    held = {
        day: {
            row.commitment.text: row.state
            for row in commitment_queries.as_of(commitment_queries.of_office("64.02"), date(2024, 11, day))
        }
        for day in (8, 9, 12, 16)
    }
    letter, pledge = (
        "Surat edaran netralitas ASN ke seluruh OPD dan kecamatan",
        "Ikrar netralitas aparatur kecamatan",
    )
    assert held[8] == {}
    assert (held[9][letter], held[12][letter], held[16][pledge]) == ("open", "done", "late")
    meetings.play(date(2024, 12, 6))
    (campaign,) = [
        row
        for row in commitment_queries.as_of(commitment_queries.of_office("64.02"), date(2024, 12, 6))
        if row.commitment.kind == "campaign"
    ]
    assert str(commitment_queries.turnout_of(campaign).to_last_vote) == "14.41"


def test_the_briefing_of_the_ninth_says_what_was_said_at_the_table(rakor, tmp_path):
    situation.play(RAKOR)
    told = {}
    for day in ("2024-11-09", "2024-11-11"):
        out = tmp_path / f"{day}.json"
        call_command("briefing", office="64.02", on=date.fromisoformat(day), shape="json", out=out)
        told[day] = json.loads(out.read_text())
    ninth = told["2024-11-09"]
    assert (ninth["days_to_vote"], told["2024-11-11"]["days_to_vote"]) == (18, 16)
    assert (ninth["province_rank"], ninth["regency_rank"]) == (5, 48)
    assert ninth["violations_handled"] == sum(ninth["violations_by_course"].values()) == 11
    assert (ninth["situation"]["level"], ninth["normality"]["answer"]) == ("kondusif", "cannot_be_judged")
    assert ninth["situation"]["ground"]
    assert ninth["neutrality"]["cases"] == 2
    assert {row["after_candidates"] for row in ninth["neutrality"]["sanctions"]} & {"Disiplin berat"}
    assert "belum dapat dinilai" in ninth["normality"]["sentence"]


def test_the_release_of_the_ninth_holds_every_figure_of_the_real_one_and_none_of_its_text(rakor):
    situation.play(RAKOR)
    meetings.play(RAKOR)
    assert releases.play(RAKOR) == 1
    assert releases.play(RAKOR) == 0
    release = Release.objects.get()
    read = reading.read(release)
    text = " ".join([read.title, *read.paragraphs])
    for words in (
        "Sabtu, 9 November 2024", "Hotel Grand Elty Singgasana", "18 hari", "urutan 5 dari", "urutan 48 dari",
        "11 dugaan pelanggaran", "kondusif", "Asisten I", "Bambang Iswanto", "Wiwin", "netralitas", "berintegritas",
    ):  # fmt: skip
        assert words in text, words
    assert "diikuti unsur Forkopimda, camat, organisasi perangkat daerah, partai" in text
    assert text.index("Pemerintah Kabupaten Kutai Kartanegara diwakili") < text.index("DPRD")
    assert "masih taraf normal" not in text
    assert "0 TPS" not in text
    assert "“Jadi" not in text
    assert release.author != release.approved_by
