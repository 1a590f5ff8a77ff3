"""The menu of a person: what the role opens, and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saksama.people import scope
from saksama.people.marks import today_of
from saksama.people.models import Role
from saksama.places.models import Office


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: who sees it, where it leads, below which addresses it is the current one."""

    permission: str
    route: str
    label: Any
    aside: bool = False
    """True: a book or a setting, kept in the menu *More* so that the kinds of work stay in one line."""


ITEMS = (
    Item("view_desk", "desk:today", gettext_lazy("Today")),
    Item("view_cases", "desk:cases", gettext_lazy("Cases")),
    Item("view_cases", "cases:agencies", pgettext_lazy("menu", "Agencies"), aside=True),
    Item("view_cases", "cases:neutrality", pgettext_lazy("menu", "Neutrality")),
    Item("hold_plenary", "cases:sittings", pgettext_lazy("menu", "Plenary")),
    Item("view_advice", "cases:advice", pgettext_lazy("menu", "Advice"), aside=True),
    Item("view_own_supervision_records", "cases:records", pgettext_lazy("menu", "Supervision")),
    Item("view_meetings", "meetings:list", pgettext_lazy("menu", "Meetings")),
    Item("view_index", "vulnerability:editions", pgettext_lazy("menu", "Index")),
    Item("view_figures", "situation:situation", pgettext_lazy("menu", "Situation")),
    Item("view_checklists", "checklists:day", "TPS"),
    Item("view_checklists", "checklists:results", pgettext_lazy("menu", "Results"), aside=True),
    Item("view_checklists", "checklists:home", pgettext_lazy("menu", "Field"), aside=True),
    Item("manage_cards", "checklists:cards", pgettext_lazy("menu", "Cards"), aside=True),
    Item("view_releases", "situation:releases", pgettext_lazy("menu", "Releases"), aside=True),
    Item(
        "view_station_risk", "vulnerability:stations", pgettext_lazy("menu", "Stations at risk"), aside=True
    ),
    Item("view_prevention", "vulnerability:prevention", pgettext_lazy("menu", "Prevention"), aside=True),
    Item("view_index", "vulnerability:assessments", pgettext_lazy("menu", "Assessments"), aside=True),
    Item("view_figures", "desk:loop", pgettext_lazy("menu", "Loop"), aside=True),
    Item("view_cases", "desk:register", pgettext_lazy("menu", "Register"), aside=True),
    Item("import_register", "cases:imports", pgettext_lazy("menu", "Import"), aside=True),
    Item("view_numbers", "desk:numbers", pgettext_lazy("menu", "Numbers"), aside=True),
    Item("view_figures", "desk:recap", gettext_lazy("Recap"), aside=True),
    Item("view_desk", "desk:calendar", gettext_lazy("Calendar"), aside=True),
    Item("view_journal", "desk:journal", gettext_lazy("Journal"), aside=True),
    Item("view_directory", "directory", pgettext_lazy("menu", "Directory"), aside=True),
    Item("manage_absence", "desk:absences", gettext_lazy("Absences"), aside=True),
    Item("manage_places", "desk:office", pgettext_lazy("menu", "Office"), aside=True),
    Item("manage_places", "cases:templates", gettext_lazy("Templates"), aside=True),
    Item("manage_people", "people", gettext_lazy("People"), aside=True),
)


def navigation_for(request: HttpRequest) -> list[dict[str, Any]]:
    """``[{label, url, current, aside}]`` for a logged-in person; nothing for a visitor."""
    if not request.user.is_authenticated:
        return []
    today = today_of(request)
    items = [
        {"label": str(item.label), "url": reverse(item.route), "aside": item.aside}
        for item in ITEMS
        if scope.scope_of(request.user, item.permission, today=today)
    ]
    here = _nearest(request.path, [item["url"] for item in items])
    return [{**item, "current": item["url"] == here} for item in items]


def _nearest(path: str, urls: list[str]) -> str:
    """The longest of ``urls`` that ``path`` begins with; the desk itself only where it is the page."""
    desk = reverse("desk:today")
    fitting = [url for url in urls if path.startswith(url) and (url != desk or path == desk)]
    return max(fitting, key=len, default="")


def search_for(request: HttpRequest) -> str:
    """Where the search field of the head is sent; empty for those who see no case."""
    if not request.user.is_authenticated:
        return ""
    seen = scope.scope_of(request.user, "view_cases", today=today_of(request))
    return reverse("desk:search") if seen else ""


def account_for(request: HttpRequest) -> dict[str, Any]:
    """What the account menu shows; empty for a visitor."""
    if not request.user.is_authenticated:
        return {}
    duties = scope.duties_of(request.user, today=today_of(request))
    office = Office.objects.filter(pk=duties[0].office_id).select_related("area").first() if duties else None
    roles = ", ".join(dict.fromkeys(str(Role(duty.role).label) for duty in duties))
    return {
        "name": request.user.name,
        "office": office.area.title.replace("Kabupaten ", "Kab. ") if office else "",  # the head is narrow
        "roles": roles,
        "links": [{"label": _("My log-in and duties"), "url": reverse("own_account")}],
        "sign_out_url": reverse("account_logout"),
    }
