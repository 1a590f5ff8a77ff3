"""Why two cases are suggested to be one, in words: *same village, one day apart, 71 % of the words*."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.cases.likeness.queries import Suggestion
from saksama.cases.likeness.rules import Likeness, Part
from saksama.pages import formats


def reasons(likeness: Likeness) -> str:
    """All in which the two agree, the plainest first."""
    told = []
    if Part.VILLAGE in likeness.parts:
        told.append(_("same village"))
    elif Part.PLACE in likeness.parts:
        told.append(_("same place as told"))
    if Part.TIME in likeness.parts and likeness.days is not None:
        told.append(_apart(likeness.days))
    if Part.RESPONDENT in likeness.parts:
        told.append(_("same respondent"))
    if Part.TEXT in likeness.parts:
        told.append(_("%(share)s of the words") % {"share": formats.percent(likeness.share, 0)})
    return ", ".join(told)


def rows(suggestions: Sequence[Suggestion]) -> list[dict[str, object]]:
    """Suggestions for a template."""
    return [{"case": item.case, "reasons": reasons(item.likeness)} for item in suggestions]


def _apart(days: int) -> str:
    if not days:
        return _("same day")
    return ngettext("%(days)s day apart", "%(days)s days apart", days) % {"days": days}
