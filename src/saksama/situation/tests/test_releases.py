"""Press releases: drafted from the day, quotes by persons only, a gate of two, pinned figures, corrections, public."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from saksama.cases.actors import Actor
from saksama.cases.models import CaseAct
from saksama.cases.testing import scene, wita
from saksama.notices import operations as notices
from saksama.notices.models import Deadline
from saksama.people.testing import client_of
from saksama.places.models import Office
from saksama.situation import operations
from saksama.situation import transitions as t
from saksama.situation.briefing import facts
from saksama.situation.models import Release
from saksama.situation.problems import Problem
from saksama.situation.releases import drafting, papers, reading
from saksama.situation.rules import releasing
from saksama.situation.rules.releasing import Quote

NINTH = date(2024, 11, 9)


@pytest.fixture
def stage(db):
    found = scene()
    found.registered(wita(4))
    return found


@pytest.fixture
def author(stage):
    return Actor.of(stage.cast.colleague_without_role)


@pytest.fixture
def release(stage, author):
    office = Office.objects.select_related("area__parent").get(pk="64.02")
    told = facts.gather(office, on=NINTH)
    return operations.draft_release(drafting.draft(told), office=office, on=NINTH, actor=author, at=wita(9))


def submit(release, author):
    release.refresh_from_db()
    return operations.submit_release(release, version=release.version, actor=author, at=wita(9, 10))


def publish(release, actor, at=None):
    release.refresh_from_db()
    return operations.publish_release(release, version=release.version, actor=actor, at=at or wita(9, 11))


# Text


@pytest.mark.rules
def test_quotes_read_as_the_house_writes_them():
    assert (
        releasing.quoted(Quote("“Mari jaga persatuan.”", "Nama Contoh", ""))
        == "“Mari jaga persatuan,” kata Nama Contoh."
    )
    assert releasing.quoted(Quote("Siap?", "A", "Ketua")) == "“Siap?” kata A, Ketua."


@pytest.mark.rules
def test_a_quote_nobody_placed_follows_after_the_second_paragraph():
    quote = Quote("Ya.", "A", "")
    assert releasing.paragraphs(releasing.with_quotes("Satu.\n\nDua.\n\nTiga.", [quote])) == [
        "Satu.", "Dua.", "“Ya,” kata A.", "Tiga.",
    ]  # fmt: skip
    assert releasing.with_quotes("Satu {quote_1}", [quote]) == "Satu “Ya,” kata A."


@pytest.mark.rules
def test_what_a_person_types_in_braces_is_never_more_than_a_name():
    assert releasing.unknown_in("{handled} {0} {a.b} {tidak_ada}", ["handled"]) == ["tidak_ada"]
    assert releasing.filled("{handled} {0} {a.__class__}", {"handled": "2"}) == "2 {0} {a.__class__}"


# Draft


def test_the_draft_holds_every_figure_of_the_day_and_no_figure_of_its_own(release):
    read = reading.read(release)
    text = " ".join([read.title, *read.paragraphs])
    for words in (
        "18 hari",
        "urutan 5 dari 34",
        "urutan 48 dari 514",
        "menangani 1 dugaan pelanggaran",
        "27 November 2024",
    ):
        assert words in text, words
    assert "belum dapat dinilai" in text
    assert not re.search(r"\d", f"{release.title} {release.text}")
    assert "“" not in text  # no quote is invented


def test_a_paragraph_stands_only_where_all_it_names_is_known():
    value = drafting.Value("office", "Kantor", "Bawaslu", NINTH)
    day = drafting.Value("day", "Hari", "Sabtu", NINTH)
    draft = drafting.compose([value, day])
    assert "{handled}" not in draft.text
    assert draft.title == "{office} sampaikan keadaan pengawasan per {day}"


def test_figures_stay_as_pinned_when_the_records_move_on(stage, release):
    before = reading.read(release)
    stage.registered(wita(8))
    assert reading.read(release) == before


def test_a_figure_found_wrong_later_is_flagged(stage, author, release):
    submit(release, author)
    publish(release, Actor.of(stage.cast.chair))
    assert reading.doubts(Release.objects.get()) == []
    CaseAct.objects.filter(act="find_complete").update(handles=False)
    CaseAct.objects.exclude(act="find_complete").update(effective_on=date(2024, 11, 20))
    (doubt,) = reading.doubts(Release.objects.get())
    assert (doubt.value.name, doubt.value.value, doubt.now) == ("handled", "1", "0")
    page = client_of(stage.cast.chair).get(f"/meja/rilis/{release.pk}/").content.decode()
    assert "Ada angka yang tidak lagi benar." in page
    assert operations.sweep_releases(wita(20)) == 1
    assert operations.sweep_releases(wita(21)) == 0
    assert reading.public_notes(Release.objects.get()) == []
    waiting = Deadline.objects.filter(subject_kind="release", closed_at=None)
    assert notices.sweep(wita(20, 12)) > 0
    assert "Angka terbit tidak lagi benar" in client_of(stage.cast.chair).get("/meja/peringatan/").text
    operations.correct_release(release, text="Yang benar 0.", actor=Actor.of(stage.cast.chair), at=wita(21))
    assert not waiting.exists()


# The gate


def test_an_unknown_name_or_an_empty_text_is_refused(release, author):
    for title, text, code in (("A", "{tidak_ada}", "unknown_name"), (" ", "B", "text_missing")):
        with pytest.raises(Problem) as refused:
            operations.write_release(release, title=title, text=text, version=1, actor=author, at=wita(9))
        assert refused.value.code == code


def test_two_who_save_the_same_version_do_not_overwrite_each_other(release, author):
    operations.write_release(release, title="A", text="B", version=1, actor=author, at=wita(9))
    with pytest.raises(Problem) as refused:
        operations.write_release(release, title="A", text="C", version=1, actor=author, at=wita(9))
    assert refused.value.code == "moved_on"


def test_a_quote_needs_its_record(release, author):
    with pytest.raises(Problem) as refused:
        operations.add_quote(release, Quote("Mari.", "A", ""), basis=" ", actor=author, at=wita(9))
    assert refused.value.code == "quote_incomplete"


def test_quotes_move_up_when_one_is_taken_out(release, author):
    for words in ("Satu.", "Dua."):
        operations.add_quote(release, Quote(words, "A", ""), basis="Rekaman", actor=author, at=wita(9))
    operations.remove_quote(release, 1, actor=author, at=wita(9))
    assert [(row.place, row.words) for row in release.quotes.all()] == [(1, "Dua.")]


def test_who_wrote_the_text_does_not_approve_it_where_the_office_has_another(stage, release):
    chair = Actor.of(stage.cast.chair)
    operations.write_release(release, title="A", text="B", version=1, actor=chair, at=wita(9))
    submit(release, chair)
    with pytest.raises(Problem) as refused:
        publish(release, chair)
    assert refused.value.code == "own_text"
    assert publish(release, Actor.of(stage.cast.coordinator)).state == t.PUBLISHED


def test_no_step_is_possible_out_of_order_or_by_a_stranger(stage, release, author):
    with pytest.raises(Problem):
        publish(release, Actor.of(stage.cast.chair))
    submit(release, author)
    for actor in (author, Actor.of(stage.cast.neighbour), Actor.of(stage.cast.province_chair)):
        with pytest.raises((PermissionDenied, Http404)):
            publish(release, actor)
    with pytest.raises(Problem):
        operations.write_release(release, title="A", text="B", version=2, actor=author, at=wita(9))


# In public


def test_the_public_page_shows_the_text_the_sources_and_later_the_correction(stage, author, release, client):
    submit(release, author)
    assert client.get("/berita/").status_code == 200
    chair = Actor.of(stage.cast.chair)
    held = publish(release, chair, at=wita(9, 11))
    address = f"/berita/{held.slug}/"
    page = client.get(address).content.decode()
    assert "dugaan pelanggaran" in page
    assert "PKPU 2/2024" in page
    assert len(page) < 60_000
    operations.correct_release(held, text="Yang benar dua perkara.", actor=chair, at=wita(10))
    assert "Yang benar dua perkara." in client.get(address).content.decode()
    feed = client.get("/berita/umpan/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Yang benar dua perkara." in feed.content.decode()
    operations.withdraw_release(held, reason="Ditarik karena keliru.", actor=chair, at=wita(11))
    gone = client.get(address).content.decode()
    assert "Ditarik karena keliru." in gone
    assert "dugaan pelanggaran" not in gone
    assert client.get("/berita/tidak-ada/").status_code == 404


def test_a_draft_is_nobody_elses(release, client, stage):
    assert str(release.pk)[:6] not in client.get("/berita/").content.decode()
    assert client_of(stage.cast.neighbour).get(f"/meja/rilis/{release.pk}/").status_code == 404


def test_the_paper_carries_each_figure_with_its_day_and_source(release):
    assert papers.pdf_of(release).startswith(b"%PDF")


def test_from_the_desk_a_release_goes_from_draft_to_the_public_page(stage):
    writer, chair = client_of(stage.cast.colleague_without_role), client_of(stage.cast.chair)
    answer = writer.post("/meja/rilis/konsep/", {"on": "2024-11-09"})
    page = answer["Location"]
    held = Release.objects.get()
    told = {"title": "Judul {days_to_vote}", "text": "Isi {handled}.", "version": held.version}
    assert writer.post(f"{page}write_release/", told | {"text": "Isi {salah}."}).status_code == 422
    assert writer.post(f"{page}write_release/", told).status_code == 302
    quote = {"words": "Mari.", "speaker": "Nama Contoh", "post": "Ketua", "basis": "Rekaman rapat"}
    assert writer.post(f"{page}add_quote/", quote).status_code == 302
    held.refresh_from_db()
    assert writer.post(f"{page}submit_release/", {"version": held.version}).status_code == 302
    assert writer.post(f"{page}publish_release/", {"version": held.version + 1}).status_code in {403, 404}
    assert chair.post(f"{page}publish_release/", {"version": held.version + 1}).status_code == 302
    held.refresh_from_db()
    public = chair.get(f"/berita/{held.slug}/").content.decode()
    assert "“Mari,” kata Nama Contoh, Ketua." in public
    assert chair.post(f"{page}lain/").status_code == 404
