"""Who is reported, who saw it, who reports and for whom."""

from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases.models import CaseFile
from saksama.evidence.operations import remove_draft_file
from saksama.evidence.upload import SealedUpload
from saksama.law import LawError, load
from saksama.pages import formats
from saksama.pages.typed import whole_number
from saksama.places.models import ElectionEvent
from saksama.site import drafts, limits, rules, throttle
from saksama.site import forms as f
from saksama.site.views.report.evidence import listed_file
from saksama.site.views.report.step import ROUTES, Form, StepView, day, event_of


class PeopleStep(StepView):
    """A list of people, made one by one: the form adds, or changes, one of them."""

    template = "site/report/people.html"
    key: ClassVar[str]
    form_class: ClassVar[type[Form]]
    add_label: ClassVar[Any]
    needs_one = False

    @property
    def listed(self) -> list[dict[str, str]]:
        return list(self.data.get(self.key, ()))

    @property
    def place(self) -> int | None:
        """Place of the person being changed; None: a new one."""
        told = whole_number(self.request.POST.get("place") or self.request.GET.get("place"))
        return told if told is not None and told < len(self.listed) else None

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        initial = self.listed[self.place] if self.place is not None else None
        return self.form_class(data, initial=initial)

    def write(self, form: Form) -> list[SealedUpload]:
        listed = self.listed
        person = {name: value for name, value in form.cleaned_data.items() if isinstance(value, str)}
        if self.place is not None:
            listed[self.place] = person
        elif person not in listed:  # the same once more: its first answer was lost on the way
            listed.append(person)
        self.data[self.key] = listed
        self.data[f"{self.key}_done"] = True
        return []

    def post(self, request: HttpRequest) -> HttpResponse:
        if "remove" in request.POST:
            return self._remove(request.POST["remove"])
        form = self.make_form(request.POST)
        wants_more = "more" in request.POST
        if form.is_empty and not wants_more and (self.listed or not self.needs_one):
            self.data[f"{self.key}_done"] = True
            return self.save([], then=self.after())
        if not form.is_valid():
            return self.page(form)
        if self.place is None and len(self.listed) >= limits.max_people():
            form.add_error(None, _("This list is full. Name the others in the story, please."))
            return self.page(form)
        uploads = self.write(form)
        return self.save(uploads, then=reverse(ROUTES[self.step]) if wants_more else self.after())

    def _remove(self, told: str) -> HttpResponse:
        listed, place = self.listed, whole_number(told)
        if place is not None and place < len(listed):
            del listed[place]
            self.data[self.key] = listed
        return self.save([], then=reverse(ROUTES[self.step]))

    def context(self) -> dict[str, Any]:
        return {"listed": self.listed, "place": self.place, "add_label": self.add_label}


class RespondentsStep(PeopleStep):
    """Whom the report is about."""

    step = rules.RESPONDENTS
    key = "respondents"
    form_class = f.RespondentForm
    needs_one = True
    question = gettext_lazy("Whom do you report?")
    hint = gettext_lazy("Nobody is guilty before a decision. No page open to the public shows this name.")
    add_label = gettext_lazy("Add another reported party")


class WitnessesStep(PeopleStep):
    """Who else saw it. May be passed over."""

    step = rules.WITNESSES
    key = "witnesses"
    form_class = f.WitnessForm
    question = gettext_lazy("Who else saw or heard it?")
    hint = gettext_lazy("Witnesses are kept locked like you. No witnesses? Leave this empty and continue.")
    add_label = gettext_lazy("Add another witness")


class IdentityStep(StepView):
    """Fields of a person, with one paper that belongs to them."""

    template = "site/report/identity.html"
    key: ClassVar[str]
    paper: ClassVar[str]
    paper_kind: ClassVar[str]

    def post(self, request: HttpRequest) -> HttpResponse:
        if "anonymous" in request.POST:
            return self._without_name()
        form = self.make_form(request.POST, request.FILES)
        is_valid = form.is_valid()
        paper = form.cleaned_data.get(self.paper)
        uploads = [paper] if isinstance(paper, SealedUpload) else []
        if uploads:
            self._replace_paper(uploads[0])
        if not is_valid:
            return self._keep_paper(form, uploads)
        self.write(form)
        return self.save(uploads, then=self.after())

    def write(self, form: Form) -> list[SealedUpload]:
        kept = {name: value for name, value in form.cleaned_data.items() if name != self.paper}
        self.data[self.key] = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in kept.items()
            if value
        }
        return []

    def _without_name(self) -> HttpResponse:
        self.data["anonymous"] = True
        for key in ("reporter", "representative", "witnesses"):
            self.data.pop(key, None)
        return self.save([], then=reverse(ROUTES[rules.CHECK]))

    def _replace_paper(self, upload: SealedUpload) -> None:
        throttle.admit(self.request, "upload")
        kinds = dict(self.data.get("files", {}))
        for old in self.papers():
            remove_draft_file(self.draft.code, old.id, at=self.at)
            kinds.pop(str(old.id), None)
        self.data["files"] = {**kinds, str(upload.id): {"kind": self.paper_kind}}

    def _keep_paper(self, form: Form, uploads: list[SealedUpload]) -> HttpResponse:
        """The picture arrived though a field is wrong: it need not be sent twice."""
        if not uploads:
            return self.page(form)
        code = drafts.keep(self.draft, self.data, at=self.at, uploads=uploads)
        self.draft = drafts.opened(code, at=self.at) or self.draft
        response = self.page(form)
        drafts.remember(response, code)
        return response

    def papers(self) -> list[SealedUpload]:
        kinds = self.data.get("files", {})
        return [
            file for file in self.draft.files if kinds.get(str(file.id), {}).get("kind") == self.paper_kind
        ]

    def initial(self) -> dict[str, Any]:
        told = dict(self.data.get(self.key, {}))
        return {**told, "birth_date": day(told.get("birth_date"))}

    def context(self) -> dict[str, Any]:
        return {
            "papers": [listed_file(file) for file in self.papers()],
            "is_reporter": self.step == rules.REPORTER,
            "draft_days": limits.draft_keep().days,
        }


class ReporterStep(IdentityStep):
    """Who reports."""

    step = rules.REPORTER
    key = "reporter"
    paper = "identity_card"
    paper_kind = CaseFile.Kind.IDENTITY_CARD.value
    question = gettext_lazy("Who are you?")
    hint = gettext_lazy(
        "The law asks for the reporter's name and address. They are kept apart from the case, locked."
    )

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        event = event_of(self.here, self.today)
        entitlements, may_represent = who_may_report(event, self.today)
        return f.ReporterForm(
            data, files, initial=self.initial(), entitlements=entitlements, may_represent=may_represent
        )


class RepresentativeStep(IdentityStep):
    """Who sends it for the reporter."""

    step = rules.REPRESENTATIVE
    key = "representative"
    paper = "mandate"
    paper_kind = CaseFile.Kind.MANDATE.value
    question = gettext_lazy("Who sends the report for this person?")
    hint = gettext_lazy("Name the attorney who holds the power of attorney.")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return f.RepresentativeForm(data, files, initial=self.initial())


def who_may_report(event: ElectionEvent | None, today: date) -> tuple[list[tuple[str, str]], bool]:
    """``[(code, label)]`` of the law's reporters, and whether an attorney may act for them."""
    try:
        ruleset = load().on(today, event.election.regime if event else "pilkada")
        kinds = [kind for kind in ruleset.reporters() if not kind.is_representative]
        may_represent = ruleset.allows_representative
    except LawError:
        return [("voter", _("Citizen with the right to vote"))], False
    return [(kind.code, kind.label.of(formats.language())) for kind in kinds], may_represent
