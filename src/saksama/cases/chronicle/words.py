"""What was done, in words, where neither the case nor a road has them already."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from saksama.cases.models import Plenary
from saksama.cases.neutrality.models import Conduct
from saksama.documents.models import IssuedDocument
from saksama.journal.models import Line
from saksama.law import load
from saksama.pages import formats

NO_PERSON: Mapping[str, Any] = {
    "public": gettext_lazy("the reporter, by the public form"),
    "system": gettext_lazy("the program, by itself"),
}
"""Who acts without an account."""

LINES: Mapping[str, Any] = {
    "document_issued": gettext_lazy("Issued: %(kind)s %(number)s"),
    "enclosure_named": gettext_lazy("File named for the checklist: %(item)s"),
    "article_chosen": gettext_lazy("Article put on the list of those to check: %(article)s"),
    "article_dropped": gettext_lazy("Article taken off the list: %(article)s"),
    "elements_marked": gettext_lazy("Elements of an article marked: %(article)s"),
    "neutrality_subject": gettext_lazy("Neutrality: who the respondent is was written down"),
    "neutrality_conduct": gettext_lazy(
        "Neutrality: alleged conduct %(code)s on %(day)s, %(stage)s; level %(level)s"
    ),
    "neutrality_conduct_dropped": gettext_lazy("Neutrality: conduct %(code)s taken off"),
    "neutrality_link": gettext_lazy("Neutrality: a page of the internet kept with its hash"),
    "agenda_added": gettext_lazy("Put on the agenda of a sitting of the plenary"),
    "agenda_removed": gettext_lazy("Taken off the agenda of a sitting of the plenary"),
    "agenda_put_off": gettext_lazy("Put off by a sitting of the plenary"),
    "alert_acknowledged": gettext_lazy("Alert acknowledged: limit %(due)s"),
}


def of_line(line: Line) -> str:
    """A line about the case in words; one without words of its own by its stable name."""
    if line.act not in LINES:
        return line.act.replace("_", " ")
    facts = {"number": "", "item": "", "article": "", **line.facts}
    facts["kind"] = str(dict(IssuedDocument._meta.get_field("kind").flatchoices).get(facts.get("kind"), ""))
    facts["due"] = formats.long_date(date.fromisoformat(facts["due_on"])) if facts.get("due_on") else "–"
    if line.act == "neutrality_conduct":
        facts |= _conduct(line.facts)
    return (str(LINES[line.act]) % facts).strip()


def _conduct(facts: Mapping[str, Any]) -> dict[str, str]:
    known = load().neutrality.levels.get(facts.get("level", ""))
    return {
        "day": formats.long_date(date.fromisoformat(facts["on"])),
        "stage": str(Conduct.Stage(facts["stage"]).label),
        "level": known.label.of(get_language() or "id") if known else _("of their own law"),
    }


def outcomes(plenary: Plenary) -> str:
    """``: Budi Santoso, administratif: pelanggaran (sesuai kajian)``, one for each respondent and class."""
    case, lang = plenary.case, get_language() or "id"
    known = {item.code: item.label.of(lang) for item in load().on(case.received_on, case.regime).classes()}
    told = [
        f"{row.respondent.name or row.respondent.label}, {known.get(row.violation_class, row.violation_class)}: "
        f"{row.get_result_display()} ({row.reason.strip().rstrip('.')})"
        for row in plenary.outcomes.all()
    ]
    return f": {'; '.join(told)}" if told else ""
