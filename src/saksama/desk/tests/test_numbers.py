"""The page of running numbers: what is out of order, who took it, and a word said afterwards."""

import pytest
from django.urls import reverse

from saksama.documents import numbering
from saksama.documents.models import NumberSeries
from saksama.people.testing import client_of

pytestmark = pytest.mark.django_db


def test_a_gap_and_a_chosen_number_stand_on_the_page_until_the_gap_is_explained_there(stage):
    case = stage.report().case
    numbering.start_at(stage.office.pk, "received_report", case.event_id, 5)
    later = stage.report().case
    assert later.number_received.startswith("005/")
    series = NumberSeries.objects.get(kind="received_report")
    secretary, member = client_of(stage.cast.secretary), client_of(stage.cast.members[0])
    address = reverse("desk:number_gap", args=[series.pk, 2, 4])
    assert address in secretary.get(reverse("desk:numbers")).content.decode()
    assert address not in member.get(reverse("desk:numbers")).content.decode()
    assert member.get(address).status_code == 403
    empty = secretary.post(address, {"ground": "spoiled", "note": " "})
    assert empty.status_code == 422
    assert secretary.post(address, {"ground": "spoiled", "note": "Salah tulis."}).status_code == 302
    page = secretary.get(reverse("desk:numbers")).content.decode()
    assert "Salah tulis." in page
    assert stage.cast.secretary.name in page
    assert address not in page
