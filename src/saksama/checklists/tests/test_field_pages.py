"""The staff's pages of the field: what came, what waits, and what is told by telephone."""

import uuid

from django.urls import reverse

from saksama.checklists import operations
from saksama.checklists.models import Channel, Quarantine, Submission
from saksama.checklists.testing import OTHER_STATION, STATION, Field, on_the_day, payload
from saksama.people.testing import client_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def test_submissions_are_listed_by_form_and_place_and_shown_in_words(field: Field) -> None:
    field.send(payload(opened="no", present="41", photo="a.png"), files=[("a.png", PNG)], at=on_the_day(9))
    operations.read_waiting(at=on_the_day(9))
    row = Submission.objects.get()
    client = client_of(field.cast.officer)
    here = {"acara": field.event.pk}
    listed = reverse("checklists:submissions")
    shown = reverse("checklists:submission", args=[row.pk])
    assert (
        shown in client.get(listed, here | {"formulir": "uji-buka", "wilayah": "64.02.06"}).content.decode()
    )
    for wrong in ({"formulir": "lain"}, {"wilayah": OTHER_STATION}):
        assert shown not in client.get(listed, here | wrong).content.decode()
    assert client.get(listed, here | {"wilayah": "' or 1", "halaman": "x" * 5000}).status_code == 200
    page = client.get(shown).content.decode()
    assert "Sudah dibuka?" in page
    assert "Belum" in page
    photo = client.get(reverse("checklists:attachment", args=[row.pk, row.attachments.get().pk]))
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
    assert client_of(field.cast.neighbour).get(shown).status_code == 404


def test_a_correction_keeps_the_photos_that_it_still_names_and_lacks_the_others(field: Field) -> None:
    first = payload(instance_id="uuid:1", opened="no", photo="a.png")
    later = payload(instance_id="uuid:2", opened="yes", photo="a.png", note="b.png", deprecates="uuid:1")
    field.send(first, files=[("a.png", PNG)], at=on_the_day(9))
    field.send(later, at=on_the_day(9, 5))
    operations.read_waiting(at=on_the_day(9, 6))
    old, new = (Submission.objects.get(instance_id=name) for name in ("uuid:1", "uuid:2"))
    page = client_of(field.cast.officer).get(reverse("checklists:submission", args=[new.pk])).content.decode()
    assert reverse("checklists:attachment", args=[old.pk, old.attachments.get().pk]) in page
    assert "b.png belum tiba" in page
    assert "a.png belum tiba" not in page


def test_what_is_told_by_telephone_is_kept_with_its_hour_and_who_typed(field: Field) -> None:
    client = client_of(field.cast.officer)
    address = reverse("checklists:voice_form", args=["uji-buka"])
    given = {
        "acara": field.event.pk, "station": OTHER_STATION, "told_on_0": "8", "told_on_1": "11", "told_on_2": "2024",
        "told_at": "08.15", "once": str(uuid.uuid4()), "q0": "yes", "q1": "12",
    }  # fmt: skip
    faulty = client.post(address, given | {"told_at": "pagi"})
    assert faulty.status_code == 422
    assert 'value="12"' in faulty.content.decode()
    assert client.post(address, given | {"station": "64.01.01.1001-001"}).status_code == 422
    for _twice in range(2):
        assert client.post(address, given).status_code == 302
    row = Submission.objects.get()
    assert (row.channel, row.sender, row.station_code) == (Channel.VOICE, field.cast.officer, OTHER_STATION)
    assert row.recorded_at == on_the_day(8, 15, day=8)


def test_what_waits_in_quarantine_is_taken_in_or_set_aside_with_a_reason(field: Field) -> None:
    field.send(payload(opened="yes", station="64.02.06.1001-999"), at=on_the_day(9))
    field.send(payload(form="uji-lain"), at=on_the_day(9))
    client = client_of(field.cast.officer)
    wrong, stray = (Quarantine.objects.get(reason=reason) for reason in ("unknown_station", "unknown_form"))
    one, other = (reverse("checklists:quarantined", args=[row.pk]) for row in (wrong, stray))
    assert one in client.get(reverse("checklists:quarantine")).content.decode()
    assert client.post(one, {"station": "x"}).status_code == 422
    assert client.post(one, {"station": STATION}).status_code == 302
    assert Submission.objects.get().station_code == STATION
    assert client.post(other, {"sisihkan": "1", "reason": ""}).status_code == 422
    assert client.post(other, {"sisihkan": "1", "reason": "Formulir latihan"}).status_code == 302
    assert one not in client.get(reverse("checklists:quarantine")).content.decode()
    assert one in client.get(reverse("checklists:quarantine"), {"semua": "1"}).content.decode()
