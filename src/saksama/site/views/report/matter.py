"""What happened, when and where, and the last day that follows from it."""

from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases.rules import Limit
from saksama.evidence.upload import SealedUpload
from saksama.law import length_text
from saksama.pages import formats
from saksama.places.models import Office
from saksama.site import forms as f
from saksama.site import queries, rules
from saksama.site.views.report.step import ROUTES, Form, StepView, day, event_of


class AreaStep(StepView):
    """Where: only on an installation that serves several offices."""

    step = rules.AREA
    question = gettext_lazy("Where did it happen?")
    hint = gettext_lazy("Your report goes to the supervision office of that regency or city.")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        province = (data or {}).get("province", "")
        return f.AreaForm(
            data,
            provinces=[(area.code, area.name) for area in queries.provinces()],
            regencies=[(area.code, area.name) for area in queries.regencies(province)] if province else (),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid() or "regency" not in form.fields or "regency" not in request.POST:
            return self.page(form)
        office = Office.objects.filter(pk=form.cleaned_data["regency"]).first()
        if office is None:
            form.add_error("regency", _("Choose the regency or city."))
        elif queries.event_for(office, on=queries.today_at(office, self.at)) is None:
            form.add_error(
                "regency",
                _("No election is recorded for %(office)s at present. Please go to that office in person.")
                % {"office": office.name},
            )
        if form.errors or office is None:
            return self.page(form)
        self.data["office"] = office.code
        return self.save([], then=reverse(ROUTES[rules.KNOWN]))


class KnownStep(StepView):
    """When did you know: the first question, because the time to report runs from that day."""

    step = rules.KNOWN
    template = "site/report/known.html"
    question = gettext_lazy("When did you come to know of it?")
    hint = gettext_lazy("The day you saw it, heard it or were told. It may differ from the day of the event.")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        occurred_on = day(self.data.get("event", {}).get("occurred_on"))
        initial = {"known_on": day(self.data.get("known_on")), "anonymous": self.data.get("anonymous", False)}
        return f.KnownForm(data, today=self.today, occurred_on=occurred_on, initial=initial)

    def write(self, form: Form) -> list[SealedUpload]:
        self.data["known_on"] = form.cleaned_data["known_on"].isoformat()
        self.data["anonymous"] = form.cleaned_data["anonymous"]
        return []

    def after(self) -> str:
        return reverse("site:report_limit")


class LimitPage(StepView):
    """What the day means: the safe last day, counted by the law on the server."""

    step = rules.EVENT
    template = "site/report/limit.html"
    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        event = event_of(self.here, self.today)
        regime = event.election.regime if event else "pilkada"
        limit = queries.filing_limit(self.known_on, office=self.here, regime=regime, today=self.today)
        heading, state, lead, sentence = limit_words(limit, self.today)
        return self.page(
            None,
            question=heading,
            hint="",
            state=state,
            lead=lead,
            sentence=sentence,
            due=limit.due.as_json() if limit.due else None,
            notes={self.known_on.isoformat(): _("knew")},
            is_late=limit.standing is Limit.PASSED,
            is_unsure=bool(limit.due and limit.due.confidence != "sure"),
            step=1 + (self.home is None),
            back_url=reverse(ROUTES[rules.KNOWN]),
            next_url=reverse(ROUTES[rules.first_undone(self.data, self.order)]),
        )


class EventStep(StepView):
    """When and where."""

    step = rules.EVENT
    question = gettext_lazy("When and where did it happen?")
    hint = gettext_lazy("A clear day and place keep a report from falling.")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        told = self.data.get("event", {})
        return f.EventForm(
            data,
            today=self.today,
            known_on=self.known_on,
            areas=queries.places_inside(self.here),
            whole=self.here.code,
            initial={**told, "occurred_on": day(told.get("occurred_on"))},
        )

    def write(self, form: Form) -> list[SealedUpload]:
        given = form.cleaned_data
        occurred_on = given["occurred_on"]
        self.data["event"] = {
            "occurred_on": occurred_on.isoformat() if occurred_on else "",
            "unsure_day": given["unsure_day"],
            "area": given["area"],
            "where_text": given["where_text"],
        }
        return []


class StoryStep(StepView):
    """What happened."""

    step = rules.STORY
    question = gettext_lazy("What happened?")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return f.StoryForm(data, initial=self.data.get("story"))

    def write(self, form: Form) -> list[SealedUpload]:
        self.data["story"] = dict(form.cleaned_data)
        return []


def limit_words(limit: queries.FilingLimit, today: date) -> tuple[str, str, str, str]:
    """Heading, state, bold sentence and the rest, for the page that tells the safe last day."""
    if limit.due is None or limit.due.due_on is None:
        return (
            _("Report as soon as you can"),
            "unsure",
            _("We cannot count the last day for this date."),
            _("Your report is received in any case."),
        )
    values = {
        "day": formats.long_date(limit.due.due_on),
        "length": length_text(limit.due.length, limit.due.unit, formats.language()),
        "left": (limit.due.due_on - today).days,
    }
    match limit.standing:
        case Limit.OPEN:
            heading, state = _("You are in time"), "ok"
            lead = _("Last day: %(day)s.")
            rest = _("This is the safest count: %(length)s from the day you knew. Days left: %(left)s.")
        case Limit.TODAY:
            heading, state = _("Today is the last day"), "today"
            lead = _("Last day: today, %(day)s.")
            rest = _("This is the safest count: %(length)s from the day you knew. Send the report today.")
        case Limit.BETWEEN:
            heading, state = _("Send it today"), "today"
            lead = _("By the safest count the last day was %(day)s.")
            rest = _(
                "By another count it is not over yet. Which one holds is not confirmed; send the report today."
            )
        case _:
            heading, state = _("The time to report has passed"), "late"
            lead = _("By the safest count it ended on %(day)s, %(length)s from the day you knew.")
            rest = _("We still receive your report and record the time. It may not be registered.")
    return heading, state, lead % values, rest % values
