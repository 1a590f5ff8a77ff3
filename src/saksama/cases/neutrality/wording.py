"""Words of neutrality: conducts with their levels, the faults of a NIP, what it says, what to do on a conflict."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from saksama.cases.neutrality import rules
from saksama.cases.neutrality.models import Subject
from saksama.law import load
from saksama.law.neutrality import Conduct
from saksama.law.texts import MONTHS
from saksama.pages import formats


def language() -> str:
    """Of the page: id or en."""
    return get_language() or "id"


NIP_FAULTS: Mapping[str, Any] = {
    "letters": gettext_lazy("it holds something other than digits"),
    "length": gettext_lazy("it does not have 18 digits"),
    "birth_date": gettext_lazy("digits 1 to 8 are no day of birth (year, month, day)"),
    "birth_in_future": gettext_lazy("the day of birth has not come yet"),
    "appointment_month": gettext_lazy("digits 13 and 14 are no month of appointment (01 to 12)"),
    "appointed_in_future": gettext_lazy("the appointment (digits 9 to 14) has not come yet"),
    "appointed_before_birth": gettext_lazy("the appointment (digits 9 to 12) is not after the year of birth"),
    "sex": gettext_lazy("digit 15 is neither 1 (man) nor 2 (woman)"),
    "sequence": gettext_lazy("the last three digits are 000"),
}
"""What is wrong with a NIP, as the end of a sentence."""


def nip_faults(faults: Iterable[str]) -> str:
    """All faults in one sentence, with what to do."""
    told = "; ".join(str(NIP_FAULTS[code]) for code in faults)
    return _(
        "This cannot be a NIP: %(faults)s. Compare it with the paper, leave it empty, or keep it as doubtful below."
    ) % {"faults": told}


def nip_in_words(nip: str, *, today: date) -> str:
    """What a NIP says of the person, so that it can be compared with the file."""
    parts, faults = rules.read_nip(nip, today=today)
    if parts is None or faults:
        return _("Doubtful: %(faults)s.") % {"faults": "; ".join(str(NIP_FAULTS[code]) for code in faults)}
    year, month = parts.appointed
    appointed = (
        f"{MONTHS[month - 1].of(language())} {year}" if month else _("contract of %(year)s") % {"year": year}
    )
    sex = _("man") if parts.sex == rules.MALE else _("woman")
    born = formats.plain_date(parts.born_on) if parts.born_on else ""
    return _("Born %(born)s, appointed %(appointed)s, %(sex)s, sequence %(sequence)s") % {
        "born": born, "appointed": appointed, "sex": sex, "sequence": parts.sequence,
    }  # fmt: skip


def level_name(code: str) -> str:
    """A level in words; a dash where the list names none."""
    return load().neutrality.levels[code].label.of(language()) if code else _("no level named")


def conduct_with_levels(item: Conduct) -> str:
    """``N03 Attend a declaration ...: before moral, after severe``, with the mark where it is unconfirmed."""
    mark = "" if item.source.is_confirmed else f" ({_('unconfirmed')})"
    return _("%(code)s %(label)s. Before: %(before)s; after: %(after)s%(mark)s") % {
        "code": item.code, "label": item.label.of(language()), "before": level_name(item.before).lower(),
        "after": level_name(item.after).lower(), "mark": mark,
    }  # fmt: skip


CONFLICTS: Mapping[str, Any] = {
    Subject.Conflict.CANDIDATE: gettext_lazy(
        "The PPK is a candidate. Address the acting office holder for the time of leave, send a copy to BKN and to the "
        "provincial office, and ask BKN to follow the sanction itself. No rule on this has been read: ask a lawyer."
    ),
    Subject.Conflict.RELATIVE: gettext_lazy(
        "The PPK is close to a candidate. Send a copy to BKN and to the provincial office, and remind early: silence "
        "is to be recorded on the day the limit passes."
    ),
    Subject.Conflict.ACTING: gettext_lazy(
        "An acting head decides. Check that the letter names the acting head's post and decree, and whether severe "
        "discipline needs the approval of the ministry: ask a lawyer."
    ),
}
"""What to do when the appointing authority is part of the contest or an acting head (sheet 5.3; open question 13)."""
