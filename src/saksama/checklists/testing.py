"""The field for the tests of every room: one instrument in use, one card, a phone that it opened."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from saksama.checklists import directory, operations, xforms
from saksama.checklists.directory import Sender
from saksama.checklists.models import Assignment, Card, Channel, InstrumentVersion
from saksama.checklists.operations import NewPosting, Receipt, Told
from saksama.people import testing as people
from saksama.places import testing as places
from saksama.places.models import ElectionEvent, Office, PollingStation

WITA = ZoneInfo("Asia/Makassar")
STATION, OTHER_STATION = "64.02.06.1001-001", "64.02.06.1001-002"

XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>Uji buka</h:title>
<model><instance><data id="uji-buka" version="{version}"><start/><end/><station/><opened/><present/><photo/><note/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/opened" type="string" required="true()"/><bind nodeset="/data/present" type="int"/>
<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/note" type="string"/></model></h:head><h:body>
<select1 ref="/data/opened"><label>Sudah dibuka?</label><item><label>Ya</label><value>yes</value></item>
<item><label>Belum</label><value>no</value></item></select1>
<input ref="/data/present"><label>Pemilih hadir</label></input>
<upload ref="/data/photo" mediatype="image/*"><label>Foto</label></upload>
<input ref="/data/note"><label>Catatan</label></input></h:body></h:html>"""


def on_the_day(hour: int = 9, minute: int = 0, day: int = 27, month: int = 11) -> datetime:
    """An instant of the voting day in Kutai Kartanegara."""
    return datetime(2024, month, day, hour, minute, tzinfo=WITA)


def payload(
    *, instance_id: str | None = None, version: str = "1", form: str = "uji-buka", **answers: Any
) -> bytes:
    """A filled form, as a client writes it; ``deprecates`` makes it an edit."""
    instance_id = instance_id or f"uuid:{uuid.uuid4()}"
    deprecates = answers.pop("deprecates", "")
    told = {"start": "2024-11-27T08:50:00.000+08:00", "end": "2024-11-27T08:55:00.000+08:00"} | answers
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    edit = f"<orx:deprecatedID>{deprecates}</orx:deprecatedID>" if deprecates else ""
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="{form}" version="{version}">{inside}'
        f"<orx:meta><orx:instanceID>{instance_id}</orx:instanceID>{edit}</orx:meta></data>"
    ).encode()


@dataclass(frozen=True)
class Field:
    """Kutai Kartanegara on the day, seen from one phone."""

    office: Office
    event: ElectionEvent
    cast: people.Cast
    version: InstrumentVersion
    card: Card

    @property
    def key(self) -> str:
        """The key that an OpenRosa client was told by the card."""
        return str(self.card.secret["collect"])

    @property
    def sender(self) -> Sender:
        found = directory.sender_of(self.key)
        assert found is not None
        return found

    @property
    def assignment(self) -> Assignment:
        return Assignment.objects.filter(account=self.card.account_id).latest("pk")

    def address(self, what: str = "submission") -> str:
        return f"/kunci/{self.key}/{self.event.pk}/{what}"

    def send(self, raw: bytes | None = None, **more: Any) -> Receipt:
        """Receive one form from this phone."""
        return operations.receive(
            payload(opened="yes") if raw is None else raw,
            **{
                "sender": self.sender, "event": self.event.pk, "channel": Channel.OPENROSA, "at": on_the_day()
            } | more,
        )  # fmt: skip


def make_field() -> Field:
    """The small country, the cast, two stations, one instrument in use, one card."""
    office, cast, event = places.kukar(), people.cast(), places.event()
    return fill_field(office, event, cast)


def fill_field(office: Office, event: ElectionEvent, cast: people.Cast) -> Field:
    """As :func:`make_field`, in a country that stands already."""
    PollingStation.objects.bulk_create(
        PollingStation(event=event, code=code, village_id="64.02.06.1001", number=int(code[-3:]))
        for code in (STATION, OTHER_STATION)
    )
    version = operations.save_version(
        xforms.read(XFORM.format(version="1")),
        office=office.pk, told=Told(kind="before_opening", needs_station=True), actor=None, at=on_the_day(8, day=1),
    )  # fmt: skip
    operations.publish(version, event, actor=None, at=on_the_day(8, day=1))
    (card,) = operations.enlist(
        [NewPosting("Nuraini Sekar", "ptps", STATION, date(2024, 11, 4), date(2024, 12, 4), "081200003390")],
        event=event, office=office.pk, actor=None, at=on_the_day(8, day=2),
    )  # fmt: skip
    directory.forget()
    return Field(office, event, cast, version, card)
