"""One question a page, each answer sealed in the draft before the next is asked: what every step shares."""

from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from saksama.evidence.upload import SealedUpload
from saksama.places.models import ElectionEvent, Office
from saksama.site import drafts, queries, rules, throttle
from saksama.site import forms as f
from saksama.site.guards import private
from saksama.site.showing import show

ROUTES = {step: f"site:report_{step}" for step in (
    rules.AREA, rules.KNOWN, rules.EVENT, rules.STORY, rules.RESPONDENTS, rules.WITNESSES, rules.FILES,
    rules.REPORTER, rules.REPRESENTATIVE, rules.CHECK,
)}  # fmt: skip

Form = f.Question


@method_decorator(private, name="dispatch")
class StepView(View):
    """One question. Subclasses say how its form is made and what an answer changes in the draft's data."""

    permission: ClassVar[str] = "public"
    step: ClassVar[str]
    template: ClassVar[str] = "site/report/question.html"
    question: ClassVar[Any] = ""
    hint: ClassVar[Any] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.at = request.at
        self.draft = drafts.of(request)
        if self.draft.is_sent:
            return redirect("site:received")
        self.data: dict[str, Any] = dict(self.draft.data)
        self.home = queries.home_office(self.at)
        self.office: Office | None = self._office()
        if self.office and not self.data.get("office"):
            self.data["office"] = self.office.code
        self.order = rules.steps(self.data, asks_area=self.home is None)
        return self._turned_away() or super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def _office(self) -> Office | None:
        code = self.data.get("office")
        if code and (self.home is None or self.home.code != code):
            return Office.objects.filter(pk=code).first()
        return self.home

    def _turned_away(self) -> HttpResponse | None:
        """A page that is not yet open leads to the one that is. What was sent without a draft is still kept."""
        if self.step == rules.AREA:
            return None if self.home is None else redirect(ROUTES[rules.KNOWN])
        if self.office is None:
            return redirect(ROUTES[rules.AREA])
        if self.step == rules.KNOWN or self.request.method == "POST":
            return None
        if not self.draft.code:
            return redirect(f"{reverse('site:resume')}?lost=1")
        if not rules.may_open(self.step, self.data, self.order):
            return redirect(ROUTES[rules.first_undone(self.data, self.order)])
        return None

    @property
    def here(self) -> Office:
        assert self.office is not None
        return self.office

    @property
    def today(self) -> date:
        return queries.today_at(self.here, self.at)

    @property
    def known_on(self) -> date:
        return day(self.data.get("known_on")) or self.today

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        raise NotImplementedError

    def write(self, form: Form) -> list[SealedUpload]:
        """Put the answer into ``self.data``; returns files to keep with it."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.make_form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form)
        return self.save(self.write(form), then=self.after())

    def after(self) -> str:
        """Address of the next page: an earlier open question first; the last look when none is open any more."""
        order = rules.steps(self.data, asks_area=self.home is None)
        open_step = rules.first_undone(self.data, order)
        if open_step == rules.CHECK:  # something was changed on the way: nobody walks through the rest again
            return reverse(ROUTES[rules.CHECK])
        following = rules.step_after(self.step, order) if self.step in order else open_step
        earlier = order.index(open_step) < order.index(following)
        return reverse(ROUTES[open_step if earlier else following])

    def save(self, uploads: list[SealedUpload], *, then: str) -> HttpResponse:
        throttle.admit(self.request, "save" if self.draft.code else "start")
        code = drafts.keep(self.draft, self.data, at=self.at, uploads=uploads)
        response = redirect(then)
        drafts.remember(response, code)
        return response

    def page(self, form: Form | None, **more: Any) -> HttpResponse:
        place = self.order.index(self.step) + 1 if self.step in self.order else 1
        before = rules.step_before(self.step, self.order)
        context = {
            "question": self.question,
            "hint": self.hint,
            "form": form,
            "step": place,
            "steps": len(self.order),
            "back_url": reverse(ROUTES[before]) if before else reverse("site:home"),
            "resume_code": self.draft.code,
            "draft": self.draft,
            "data": self.data,
            "today": self.today if self.office else None,
            **self.context(),
            **more,
        }
        return show(self.request, self.template, context, office=self.office)

    def context(self) -> dict[str, Any]:
        return {}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def event_of(office: Office, today: date) -> ElectionEvent | None:
    return queries.event_for(office, on=today)
