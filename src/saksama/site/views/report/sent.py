"""After sending, and coming back: receipt, unfinished report, deletion."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from saksama.documents import qr
from saksama.documents.errors import CannotRender
from saksama.evidence.operations import discard_draft
from saksama.site import drafts, limits, queries, receipts, rules, throttle
from saksama.site import forms as f
from saksama.site.guards import private
from saksama.site.showing import show
from saksama.site.views.report.step import ROUTES, Form


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


def next_route(draft: drafts.Draft, request: HttpRequest) -> str:
    asks_area = queries.home_office(request.at) is None
    order = rules.steps(draft.data, asks_area=asks_area)
    return ROUTES[rules.first_undone(draft.data, order)]


def printed(code: str) -> str:
    """The code in groups of four, as it was shown first."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def tracking_url(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("site:track"))
