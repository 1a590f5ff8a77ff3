"""Report a violation: one question a page, each answer sealed in the draft before the next is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from saksama.cases.models import CaseFile
from saksama.cases.problems import Problem
from saksama.cases.rules import Limit
from saksama.documents import qr
from saksama.documents.errors import CannotRender
from saksama.evidence.inspection import REASONS
from saksama.evidence.operations import DraftGone, discard_draft, remove_draft_file
from saksama.evidence.rules import appears_in
from saksama.evidence.upload import SealedUpload
from saksama.law import LawError, length_text, load
from saksama.pages import formats
from saksama.pages.typed import whole_number
from saksama.places.models import ElectionEvent, Office
from saksama.site import drafts, limits, queries, receipts, rules, throttle
from saksama.site import forms as f
from saksama.site.guards import private
from saksama.site.operations import send_draft
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


class FilesStep(StepView):
    """Evidence, several at a time or one by one."""

    step = rules.FILES
    template = "site/report/files.html"
    question = gettext_lazy("What evidence do you have?")
    hint = gettext_lazy(
        "Photos, videos, screenshots, papers. Files are sealed as they arrive and never altered."
    )

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return f.FilesForm(data, files)

    def post(self, request: HttpRequest) -> HttpResponse:
        here = reverse(ROUTES[self.step])
        if "remove" in request.POST:
            return self._remove(request.POST["remove"], here)
        form = self.make_form(request.POST, request.FILES)
        is_valid = form.is_valid()
        sent = list(form.cleaned_data.get("files") or ()) if is_valid else sound(request, "files")
        uploads = self._unknown(sent)
        if len(self.evidence()) + len(uploads) > limits.max_files():
            form.add_error(
                "files", _("At most %(count)s files fit one report.") % {"count": limits.max_files()}
            )
            return self.page(form)
        if not is_valid:
            return self._keep_the_sound_ones(form, uploads)
        if "more" in request.POST and not sent:
            form.add_error("files", _("Choose a file first."))
            return self.page(form)
        self._note(uploads)
        self.data["files_done"] = True
        return self.save(uploads, then=here if "more" in request.POST else self.after())

    def _unknown(self, sent: list[SealedUpload]) -> list[SealedUpload]:
        """Without those the draft holds already: a phone whose answer was lost sends the same bytes again."""
        known = {file.sha256 for file in self.evidence()}
        return [upload for upload in sent if upload.sha256 not in known]

    def _note(self, uploads: list[SealedUpload]) -> None:
        throttle.admit(self.request, "upload", len(uploads))
        kinds = {str(upload.id): {"kind": CaseFile.Kind.EVIDENCE.value} for upload in uploads}
        self.data["files"] = {**self.data.get("files", {}), **kinds}

    def _keep_the_sound_ones(self, form: Form, uploads: list[SealedUpload]) -> HttpResponse:
        """One file too large must not cost the others that came with it."""
        if not uploads:
            return self.page(form)
        self._note(uploads)
        code = drafts.keep(self.draft, self.data, at=self.at, uploads=uploads)
        self.draft = drafts.opened(code, at=self.at) or self.draft
        response = self.page(form)
        drafts.remember(response, code)
        return response

    def _remove(self, file_id: str, then: str) -> HttpResponse:
        if self.draft.code and any(str(file.id) == file_id for file in self.draft.files):
            remove_draft_file(self.draft.code, file_id, at=self.at)
            self.data["files"] = {
                key: value for key, value in self.data.get("files", {}).items() if key != file_id
            }
        return self.save([], then=then)

    def evidence(self) -> list[SealedUpload]:
        kinds = self.data.get("files", {})
        wanted = CaseFile.Kind.EVIDENCE
        return [
            file for file in self.draft.files if kinds.get(str(file.id), {}).get("kind", wanted) == wanted
        ]

    def context(self) -> dict[str, Any]:
        return {"listed": [listed_file(file) for file in self.evidence()]}


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


class CheckStep(StepView):
    """The last look, with a warning when the story holds what identifies the reporter."""

    step = rules.CHECK
    template = "site/report/check.html"
    question = gettext_lazy("Check your report, then send it")

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return f.CheckForm(data, warns=bool(self.warnings()))

    def warnings(self) -> list[str]:
        text = rules.told_text(self.data)
        found = {kind for person in rules.identities(self.data) for kind in appears_in(text, person)}
        return [kind for kind in rules.WARNED if kind in found]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.draft.code:
            return redirect(f"{reverse('site:resume')}?lost=1")
        if not rules.may_open(self.step, self.data, self.order):
            return redirect(ROUTES[rules.first_undone(self.data, self.order)])
        form = self.make_form(request.POST)
        event = event_of(self.here, self.today)
        if event is None:
            form.add_error(
                None, _("No election is recorded for this office at present. Go there in person, please.")
            )
        if not form.is_valid() or event is None:
            return self.page(form)
        throttle.admit(request, "send")
        try:
            send_draft(self.draft.code, office=self.here, event=event, at=self.at, is_sample=settings.DEMO)
        except Problem as problem:
            form.add_error(None, str(problem))
            return self.page(form)
        except DraftGone:
            return redirect(f"{reverse('site:resume')}?lost=1")
        response = redirect("site:received")
        drafts.remember(response, self.draft.code, is_sent=True)
        return response

    def context(self) -> dict[str, Any]:
        event, story = self.data.get("event", {}), self.data.get("story", {})
        occurred = day(event.get("occurred_on"))
        kinds = self.data.get("files", {})
        return {
            "warnings": [WARNING_WORDS[kind] for kind in self.warnings()],
            "occurred": formats.long_date(occurred) if occurred else _("not known exactly"),
            "known": formats.long_date(self.known_on),
            "where": event.get("where_text", ""),
            "story": story,
            "listed": [
                listed_file(file) | kind_word(kinds, file) for file in self.draft.files if self._sends(file)
            ],
            "reporter": self.data.get("reporter", {}),
        }

    def _sends(self, file: SealedUpload) -> bool:
        kind = self.data.get("files", {}).get(str(file.id), {}).get("kind", CaseFile.Kind.EVIDENCE)
        return not self.data.get("anonymous") or kind == CaseFile.Kind.EVIDENCE


WARNING_WORDS = {
    "name": gettext_lazy("a name"),
    "nik": gettext_lazy("a NIK"),
    "phone": gettext_lazy("a telephone number"),
    "email": gettext_lazy("an e-mail address"),
}


# --- after sending, and coming back ------------------------------------------------------------------


@private
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The receipt, on the phone that has just sent the report, for an hour."""
    draft = drafts.of(request)
    if not draft.is_sent:
        return redirect(f"{reverse('site:resume')}?lost=1")
    sent = draft.data["sent"]
    case = queries.case_sent(sent["case"])
    receipt = receipts.receipt_of(case, sent["code"])
    pairs = [
        (_("Received"), receipt.received),
        (_("Number"), receipt.number),
        (_("Office"), case.office.name),
        (_("Attachments"), str(len(receipt.attachments)) if receipt.attachments else _("none")),
    ]
    context = {
        "receipt": receipt,
        "codes": [(_("Tracking code"), receipt.code)] if receipt.code else [(_("Number"), receipt.number)],
        "pairs": pairs,
        "picture": qr.svg(tracking_url(request), label=_("Square code that opens the tracking page")),
        "any_unsure": any(step.unsure for step in receipt.steps),
        "minutes": int(limits.receipt_keep().total_seconds() // 60),
    }
    return show(request, "site/received.html", context, office=case.office)


@private
@require_safe
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The receipt as PDF, under the same conditions as the page."""
    draft = drafts.of(request)
    if not draft.is_sent or not draft.data["sent"]["code"]:
        return redirect(f"{reverse('site:resume')}?lost=1")
    sent = draft.data["sent"]
    case = queries.case_sent(sent["case"])
    try:
        paper = receipts.as_pdf(
            case, sent["code"], tracking_url=tracking_url(request), is_sample=case.is_sample or settings.DEMO
        )
    except CannotRender:
        return show(request, "site/no_pdf.html", office=case.office, status=503)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="tanda-bukti.pdf"'
    return response


class ResumeView(View):
    """Go on with an unfinished report by its code, on this or another phone."""

    permission: ClassVar[str] = "public"

    @method_decorator(private)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, f.ResumeForm(), is_lost="lost" in request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = f.ResumeForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        code = form.cleaned_data["code"]
        throttle.admit_code(request, code)
        draft = drafts.opened(code, at=request.at)
        if draft is None:
            throttle.count_wrong_code(request, code)
            form.add_error("code", _(
                "No unfinished report has this code. It may be mistyped, sent already, or older than "
                "%(days)s days; then it has been deleted."
            ) % {"days": limits.draft_keep().days})  # fmt: skip
            return self.page(request, form)
        response = redirect("site:received" if draft.is_sent else next_route(draft, request))
        drafts.remember(response, printed(code), is_sent=draft.is_sent)
        return response

    def page(self, request: HttpRequest, form: Form, *, is_lost: bool = False) -> HttpResponse:
        context = {"form": form, "is_lost": is_lost, "days": limits.draft_keep().days}
        return show(request, "site/report/resume.html", context, office=queries.home_office(request.at))


@private
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete the unfinished report, or the receipt, from here at once."""
    code = request.COOKIES.get(drafts.COOKIE, "")
    if code:
        discard_draft(code)
    response = show(request, "site/report/forgotten.html", office=queries.home_office(request.at))
    drafts.forget(response)
    return response


# --- helpers -----------------------------------------------------------------------------------------


def next_route(draft: drafts.Draft, request: HttpRequest) -> str:
    asks_area = queries.home_office(request.at) is None
    order = rules.steps(draft.data, asks_area=asks_area)
    return ROUTES[rules.first_undone(draft.data, order)]


def printed(code: str) -> str:
    """The code in groups of four, as it was shown first."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def tracking_url(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("site:track"))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def event_of(office: Office, today: date) -> ElectionEvent | None:
    return queries.event_for(office, on=today)


def sound(request: HttpRequest, name: str) -> list[SealedUpload]:
    """Uploads without a problem among those that came."""
    return [
        item for item in request.FILES.getlist(name) if isinstance(item, SealedUpload) and not item.problem
    ]


def listed_file(file: SealedUpload) -> dict[str, Any]:
    """A file as its giver sees it in the list."""
    size = _("%(size)s KB") % {"size": formats.number(max(1, round((file.size or 0) / 1024)))}
    note = str(REASONS.get(file.quarantine, "")) if file.quarantine else ""
    family = file.media_type.partition("/")[0]
    return {"id": str(file.id), "name": file.name, "size": size, "note": note, "sha256": file.sha256,
            "icon": receipts.KINDS.get(family, "file-text")}  # fmt: skip


def kind_word(kinds: Mapping[str, Any], file: SealedUpload) -> dict[str, Any]:
    kind = kinds.get(str(file.id), {}).get("kind", CaseFile.Kind.EVIDENCE)
    return {"kind": CaseFile.Kind(kind).label}


def who_may_report(event: ElectionEvent | None, today: date) -> tuple[list[tuple[str, str]], bool]:
    """``[(code, label)]`` of the law's reporters, and whether an attorney may act for them."""
    try:
        ruleset = load().on(today, event.election.regime if event else "pilkada")
        kinds = [kind for kind in ruleset.reporters() if not kind.is_representative]
        may_represent = ruleset.allows_representative
    except LawError:
        return [("voter", _("Citizen with the right to vote"))], False
    return [(kind.code, kind.label.of(formats.language())) for kind in kinds], may_represent


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
