"""Guests: choose, invite, letters, how they went, answers taken for them."""

import io
import zipfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.documents import pdf
from saksama.meetings import papers, queries, word
from saksama.meetings.forms import DeliveryForm, ReplyForm
from saksama.meetings.models import Delivery, Invitation
from saksama.meetings.operations import guests as acts
from saksama.meetings.operations import mailing, planning
from saksama.meetings.problems import Problem
from saksama.meetings.views.common import HOLD, VIEW, file, may, meeting_of, short, told, tried
from saksama.pages.typed import whole_number
from saksama.people.directory import queries as directory
from saksama.people.marks import requires
from saksama.people.models import Category

MOST_LISTED = 500


@requires(VIEW)
@never_cache
def guests(request: Any, pk: UUID) -> HttpResponse:
    """Who is invited, how the letter went, what they answered; one word for all letters still to arrive."""
    meeting = meeting_of(request, pk, HOLD if request.method == "POST" else VIEW)
    delivery = DeliveryForm(request.POST or None, initial={"way": Delivery.Way.HAND})
    if delivery.is_valid() and tried(
        delivery, acts.note_deliveries, request, meeting, **delivery.cleaned_data
    ):
        messages.success(request, _("Recorded for every letter that had not arrived."))
        return redirect("meetings:guests", pk=pk)
    rows = [
        {"row": row, "delivery": queries.delivery_state(row, meeting)}
        for row in queries.invitations_of(meeting)
    ]
    context = {
        "meeting": meeting,
        "rows": rows,
        "open": sum(row["delivery"] in {"none", "failed"} for row in rows),
        "waiting": any(row["delivery"] != "arrived" for row in rows),
        "replies": queries.reply_counts(meeting),
        "may_hold": may(request, meeting, HOLD),
        "delivery": delivery,
        "by_mail": len(queries.to_be_mailed(meeting)) if mailing.is_possible() else 0,
    }
    return render(request, "meetings/guests.html", context, status=422 if delivery.errors else 200)


@requires(VIEW)
@never_cache
def choose(request: Any, pk: UUID) -> HttpResponse:
    """Choose institutions by category and invite them."""
    meeting = meeting_of(request, pk, HOLD)
    around = directory.around(meeting.office_id, on=meeting.on)
    invited = set(meeting.invitations.filter(withdrawn_at=None).values_list("institution", flat=True))
    if request.method == "POST":
        chosen = around.filter(pk__in=request.POST.getlist("lembaga"))
        try:
            made = acts.invite(meeting, chosen, actor=request.user, at=request.at)
        except Problem as problem:
            messages.error(request, str(problem))
        else:
            words = ngettext("%(number)s institution invited.", "%(number)s institutions invited.", len(made))
            messages.success(request, words % {"number": len(made)})
            return redirect("meetings:guests", pk=pk)
    category = request.GET.get("kategori", "")
    found = directory.of_category(around, category).exclude(pk__in=invited)[:MOST_LISTED]
    heads = directory.heads_on([row.pk for row in found], on=meeting.on)
    context = {
        "meeting": meeting,
        "rows": [(row, *heads.get(row.pk, (None, None))) for row in found],
        "category": category,
        "categories": [(directory.FORKOPIMDA, "Forkopimda"), *Category.choices],
        "invited": len(invited),
        "may_fill": directory.institutions_of(request.user, today=request.today).exists(),
    }
    return render(request, "meetings/choose.html", context)


@requires(VIEW)
@require_POST
def number(request: Any, pk: UUID) -> HttpResponse:
    """Take the number of the invitation letters."""
    meeting = meeting_of(request, pk, HOLD)
    told(request, planning.number_invitation, meeting, done=_("The letters carry their number now."))
    return redirect("meetings:guests", pk=pk)


@requires(VIEW)
@require_POST
def mail(request: Any, pk: UUID) -> HttpResponse:
    """Send the invitation to every guest whose next way is e-mail."""
    meeting = meeting_of(request, pk, HOLD)
    told(
        request,
        mailing.send_by_mail,
        meeting,
        done=_("The e-mails are on their way; this page says how each went."),
    )
    return redirect("meetings:guests", pk=pk)


@requires(VIEW)
@never_cache
def guest(request: Any, pk: UUID, guest: UUID) -> HttpResponse:
    """One guest: letter, message to send, tries, answer, link."""
    meeting = meeting_of(request, pk, HOLD)
    row = get_object_or_404(queries.invitations_of(meeting), pk=guest)
    act = request.POST.get("act", "")
    delivery = DeliveryForm(request.POST if act == "deliver" else None)
    reply = ReplyForm(
        request.POST if act == "reply" else None,
        initial={"reply": row.reply, "delegate_name": row.delegate_name, "delegate_post": row.delegate_post},
    )
    if _done(request, act, row, delivery, reply):
        return redirect("meetings:guests" if act == "withdraw" else "meetings:guest", **_back(act, pk, guest))
    address = queries.addresses_of([row], on=meeting.on)[row.pk]
    way = queries.next_way(row, address)
    if not delivery.is_bound:
        delivery = DeliveryForm(initial={"way": way or Delivery.Way.HAND})
    url = own_url(request, row)
    context = {
        "meeting": meeting,
        "row": row,
        "delivery": delivery,
        "reply": reply,
        "state": queries.delivery_state(row, meeting),
        "next_way": Delivery.Way(way).label if way else "",
        "contacts": address,
        "message": papers.message(row, url),
    }
    faulty = bool(delivery.errors or reply.errors)
    return render(request, "meetings/guest.html", context, status=422 if faulty else 200)


@requires(VIEW)
@require_GET
@never_cache
def letter(request: Any, pk: UUID, guest: UUID, kind: str) -> HttpResponse:
    """The letter to one guest, as PDF or DOCX."""
    meeting = meeting_of(request, pk, HOLD)
    row = get_object_or_404(queries.invitations_of(meeting), pk=guest)
    row.meeting = meeting
    data = _letter(request, row)
    name = f"undangan-{short(meeting)}-{row.pk.hex[:6]}"
    if kind == "docx":
        with translation.override(papers.LANGUAGE):
            return file(word.letter(data), word.MEDIA_TYPE, f"{name}.docx")
    rendered = pdf.render("meeting_invitation", data, issued_at=request.at)
    return file(rendered, "application/pdf", f"{name}.pdf", inline=True)


@requires(VIEW)
@require_GET
@never_cache
def letters(request: Any, pk: UUID) -> HttpResponse:
    """All letters of this edition in one archive, each a PDF named by the institution's code."""
    meeting = meeting_of(request, pk, HOLD)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for row in queries.invitations_of(meeting):
            row.meeting = meeting
            rendered = pdf.render("meeting_invitation", _letter(request, row), issued_at=request.at)
            archive.writestr(f"undangan-{row.institution_id}.pdf", rendered)
    return file(out.getvalue(), "application/zip", f"undangan-{short(meeting)}.zip")


def own_url(request: Any, row: Invitation) -> str:
    """The guest's own page, whole address."""
    path = reverse("meetings:own_invitation", kwargs={"token": acts.link_token(row)})
    return str(request.build_absolute_uri(path))


def _letter(request: Any, row: Invitation) -> dict[str, Any]:
    with translation.override(papers.LANGUAGE):
        return papers.invitation(row, url=own_url(request, row), today=request.today, at=request.at)


def _done(request: Any, act: str, row: Invitation, delivery: DeliveryForm, reply: ReplyForm) -> bool:
    if act == "deliver" and delivery.is_valid():
        return tried(delivery, acts.note_delivery, request, row, **delivery.cleaned_data)
    if act == "reply" and reply.is_valid():
        seen = whole_number(request.POST.get("seen"))
        return tried(
            reply,
            acts.answer_invitation,
            request,
            row,
            seen=-1 if seen is None else seen,
            **reply.cleaned_data,
        )
    if act == "withdraw":
        return told(request, acts.withdraw_invitation, row, done=_("The invitation is taken back."))
    if act == "renew":
        return told(
            request, acts.renew_link, row, done=_("The guest has a new link; the old one no longer opens.")
        )
    return False


def _back(act: str, pk: UUID, guest: UUID) -> dict[str, UUID]:
    return {"pk": pk} if act == "withdraw" else {"pk": pk, "guest": guest}
