"""Pure rules of the room: tokens, seats, quorum, when a link holds, the state of a commitment on a day.

No ORM, no request, no clock. Sources: RFC 5545 (SEQUENCE), issue of the room: quorum counts institutions.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal
from zoneinfo import ZoneInfo

TOKEN_BYTES: Final = 32
"""256 bits: a link cannot be guessed."""
COMMITMENT_LINK_DAYS: Final = 14
"""A reminder's link holds this many days, or until the agreed day plus a week if that is later."""
DOOR_MARK: Final = "SKH:"
"""Before the door code in a QR picture, so that the camera knows one of ours."""

Seat = Literal["full", "half", "empty"]


def new_nonce() -> str:
    return secrets.token_hex(16)


def new_token() -> str:
    """43 signs of an address, 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Whether ``text`` has the form of a token; anything else needs no look into the database."""
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None


def digest(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_holds(meeting_on: date, today: date, *, withdrawn: bool) -> bool:
    """A guest's link opens until the end of the meeting's local day, wherever the meeting was moved to."""
    return not withdrawn and today <= meeting_on


def may_answer(starts_at: datetime, at: datetime) -> bool:
    """An answer is taken until the meeting begins."""
    return at < starts_at


def link_last_day(today: date, due_on: date | None) -> date:
    """Last day on which a reminder's link opens.

    >>> link_last_day(date(2024, 11, 10), date(2024, 11, 22))
    datetime.date(2024, 11, 29)
    """
    least = date.fromordinal(today.toordinal() + COMMITMENT_LINK_DAYS)
    after_due = date.fromordinal(due_on.toordinal() + 7) if due_on else least
    return max(least, after_due)


def seat(*, holder_came: bool, represented: bool) -> Seat:
    """How a seat is drawn: full for the holder, half for a delegate, empty."""
    if holder_came:
        return "full"
    return "half" if represented else "empty"


def quorum_reached(present: int, needed: int) -> bool:
    """Institutions present or represented against those needed; 0 asks for none.

    >>> quorum_reached(0, 0), quorum_reached(30, 31), quorum_reached(31, 31)
    (True, False, True)
    """
    return present >= needed


def arrival(
    told: datetime, *, recorded: datetime, meeting_on: date, begins: datetime, zone: ZoneInfo
) -> datetime:
    """When somebody arrived: what the device told, unless its clock is wrong.

    A device without network may run wrong; its time is taken only when it lies on the meeting's day and not
    after the moment of recording. Else that moment stands, or the beginning where it is another day.
    """
    if told.astimezone(zone).date() == meeting_on and told <= recorded:
        return told
    return recorded if recorded.astimezone(zone).date() == meeting_on else begins


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike: capitals and spaces do not count.

    >>> same_name("Asisten  Contoh ", "asisten contoh"), same_name("", "")
    (True, False)
    """
    first, second = (" ".join(text.casefold().split()) for text in (one, other))
    return bool(first) and first == second


# --- the agenda as people write it -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the agenda: time or None, title, speaker or empty."""

    planned: time | None
    title: str
    speaker: str


class UnreadableAgenda(ValueError):
    """A line of the agenda cannot be read; ``args`` = (number of the line, the line)."""


_AGENDA_LINE: Final = re.compile(r"(?:(\d{1,2})[.:](\d{2})\s+)?([^|]+?)\s*(?:\|\s*(.*))?")


def agenda(text: str) -> list[Line]:
    """Lines such as ``09.20 Sambutan | Nama, jabatan``; time and speaker may be missing.

    >>> agenda("09.00 Pembukaan | Ketua")
    [Line(planned=datetime.time(9, 0), title='Pembukaan', speaker='Ketua')]

    Raises: UnreadableAgenda for an hour that does not exist or a line without a title.
    """
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = " ".join(raw.split())
        if not line:
            continue
        match = _AGENDA_LINE.fullmatch(line)
        if match is None:
            raise UnreadableAgenda(number, line)
        hour, minute, title, speaker = match.groups()
        try:
            planned = time(int(hour), int(minute)) if hour else None
        except ValueError as error:
            raise UnreadableAgenda(number, line) from error
        found.append(Line(planned, title, speaker or ""))
    return found


_CEREMONY: Final = re.compile(
    r"(?i)(pembukaan|sambutan|arahan|pengarahan|laporan|doa|penutupan|opening|greeting|closing)\b"
)


def is_ceremony(title: str) -> bool:
    """Whether an item of the agenda opens, greets or closes: who speaks there is no resource person.

    >>> is_ceremony("Sambutan Pemerintah Kabupaten"), is_ceremony("Paparan narasumber")
    (True, False)
    """
    return _CEREMONY.match(title.strip()) is not None


def agenda_text(lines: Iterable[Line]) -> str:
    """The same lines as they are typed."""
    return "\n".join(
        f"{f'{line.planned:%H.%M} ' if line.planned else ''}{line.title}"
        f"{f' | {line.speaker}' if line.speaker else ''}"
        for line in lines
    )


# --- commitments -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act as the rules need it."""

    act: str
    on: date
    due_on: date | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stood at the end of a day. ``state`` None: it had not been made yet."""

    state: str | None
    due_on: date | None
    done_on: date | None
    value: Decimal | None
    reminders: int

    def is_overdue(self, day: date) -> bool:
        """Unpaid after its day. What was reported waits for us, not for the institution."""
        return self.state == "open" and self.due_on is not None and self.due_on < day

    @property
    def is_unpaid(self) -> bool:
        return self.state in {"open", "reported"}


_NEXT: Final = {
    "made": "open",
    "reported": "reported",
    "accepted": "done",
    "returned": "open",
    "withdrawn": "withdrawn",
}
LAWFUL: Final = {
    "dated": {"open"},
    "reminded": {"open"},
    "reported": {"open", "reported"},
    "accepted": {"open", "reported"},
    "returned": {"reported", "done"},
    "measured": {"open", "reported", "done"},
    "withdrawn": {"open", "reported"},
}
"""In which states each act is possible; what is not listed is not."""


def standing(acts: Iterable[Act], day: date) -> Standing:
    """Fold the acts that had taken effect by the end of ``day``; ``acts`` in the order they happened."""
    state: str | None = None
    due: date | None = None
    done: date | None = None
    value: Decimal | None = None
    reminders = 0
    for act in acts:
        if act.on > day:
            continue
        state = _NEXT.get(act.act, state)
        due = act.due_on if act.act in {"made", "dated"} else due
        done = act.on if act.act == "accepted" else None if act.act == "returned" else done
        value = act.value if act.act == "measured" else value
        reminders += act.act == "reminded"
    return Standing(state, due, done, value, reminders)


def kept_in_time(held: Standing) -> bool:
    """Done, and by its agreed day where there is one."""
    return held.done_on is not None and (held.due_on is None or held.done_on <= held.due_on)
