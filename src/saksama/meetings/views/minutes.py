"""Minutes: questions, discussion, decisions with their commitments, files; as page, PDF and DOCX."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saksama.documents import pdf
from saksama.evidence.operations import (
    AlreadyErased,
    InQuarantine,
    NotKept,
    NotViewable,
    copy_out,
    look,
    seal,
)
from saksama.meetings import commitment_queries, minutes_paper, papers, queries, word
from saksama.meetings.forms import CommitmentForm, DecisionForm, DiscussionForm, FileForm, QuestionForm
from saksama.meetings.models import MeetingFile
from saksama.meetings.operations import commitments, proceedings
from saksama.meetings.problems import Problem
from saksama.meetings.views.common import HOLD, VIEW, file, meeting_of, short, told, tried
from saksama.pages.typed import whole_number
from saksama.people.directory import queries as directory
from saksama.people.marks import requires


@requires(VIEW)
@never_cache
def minutes(request: Any, pk: UUID) -> HttpResponse:
    """Everything that is written down, each part with its own form."""
    meeting = meeting_of(request, pk, HOLD)
    act = request.POST.get("act", "")
    given = {
        name: request.POST if act == name else None for name in ("discussion", "question", "decision", "file")
    }
    forms: dict[str, Any] = {
        "discussion": DiscussionForm(given["discussion"], initial={"text": meeting.discussion}),
        "question": QuestionForm(given["question"]),
        "decision": DecisionForm(given["decision"]),
        "file": FileForm(given["file"], request.FILES if act == "file" else None),
    }
    if request.method == "POST" and _done(request, act, meeting, forms):
        messages.success(request, _("Recorded."))
        return redirect("meetings:minutes", pk=pk)
    held = commitment_queries.as_of(commitment_queries.of_meeting(meeting), request.today)
    context = {
        "meeting": meeting,
        "forms": forms,
        "faulty": next((form for form in forms.values() if form.errors), None),
        "questions": meeting.questions.all(),
        "decisions": [
            (decision, [row for row in held if row.commitment.decision_id == decision.pk])
            for decision in meeting.decisions.all()
        ],
        "files": meeting.files.filter(withdrawn_at=None).select_related("sealed"),
        "unpaid": commitment_queries.unpaid_before(meeting),
        "table": queries.table_of(meeting),
    }
    faulty = any(form.errors for form in forms.values())
    return render(request, "meetings/minutes.html", context, status=422 if faulty else 200)


@requires(VIEW)
@never_cache
def promise(request: Any, pk: UUID, decision: int) -> HttpResponse:
    """A decision becomes a task with owner, day and evidence; for several institutions at once."""
    meeting = meeting_of(request, pk, HOLD)
    found = get_object_or_404(meeting.decisions, pk=decision)
    around = directory.around(meeting.office_id, on=request.today)
    form = CommitmentForm(request.POST or None, institutions=around, initial={"text": found.text[:240]})
    if request.method == "POST" and form.is_valid():

        def act(**by: Any) -> None:
            for promised in form.promises():
                commitments.make_commitment(
                    promised, office=meeting.office, decision=found, is_sample=meeting.is_sample, **by
                )

        if tried(form, act, request):
            messages.success(request, _("Recorded."))
            return redirect("meetings:minutes", pk=pk)
    context = {"meeting": meeting, "decision": found, "form": form}
    return render(request, "meetings/promise.html", context, status=422 if form.errors else 200)


@requires(VIEW)
@never_cache
@require_GET
def minutes_paper_of(request: Any, pk: UUID, kind: str) -> HttpResponse:
    meeting = meeting_of(request, pk)
    with translation.override(papers.LANGUAGE):
        data = minutes_paper.data(meeting, today=request.today, at=request.at)
        if kind == "docx":
            return file(word.minutes(data), word.MEDIA_TYPE, f"notulen-{short(meeting)}.docx")
    rendered = pdf.render("meeting_minutes", data, issued_at=request.at)
    return file(rendered, "application/pdf", f"notulen-{short(meeting)}.pdf", inline=True)


@requires(VIEW)
@never_cache
@require_GET
def show_file(request: Any, pk: UUID, item: int) -> HttpResponseBase:
    """A safe view where one can be made, else a copy; each look writes its line of custody."""
    meeting = meeting_of(request, pk, HOLD)
    found = get_object_or_404(MeetingFile, pk=item, meeting=meeting, withdrawn_at=None)
    by = {"actor": request.user.code, "at": request.at, "why": "meeting", "office": meeting.office_id}
    try:
        return look(found.sealed, **by).response()
    except NotViewable:
        return copy_out(found.sealed, **by).response()
    except (InQuarantine, AlreadyErased, FileNotFoundError):
        messages.error(request, _("This file cannot be shown: it is kept apart or was erased."))
        return redirect("meetings:minutes", pk=pk)


def _done(request: Any, act: str, meeting: Any, forms: dict[str, Any]) -> bool:
    if act == "withdraw_file":
        item = meeting.files.filter(pk=whole_number(request.POST.get("item"))).first()
        return item is not None and told(request, proceedings.withdraw_file, item, done=_("Taken away."))
    form = forms.get(act)
    if form is None or not form.is_valid():
        return False
    data = form.cleaned_data
    if act == "discussion":
        version = whole_number(request.POST.get("version"))
        return tried(form, proceedings.write_discussion, request, meeting, data["text"], version=version)
    if act == "question":
        return tried(form, proceedings.record_question, request, meeting, **data)
    if act == "decision":
        return tried(form, proceedings.record_decision, request, meeting, data["text"])
    return tried(form, _keep, request, meeting, data)


def _keep(meeting: Any, data: dict[str, Any], *, actor: Any, at: Any) -> None:
    """Seal the upload and hang it on the meeting."""
    if data["kind"] == MeetingFile.Kind.PHOTO and not data["consent"].strip():
        raise Problem("photo_consent")
    try:
        sealed = seal(data["upload"], office=meeting.office_id, actor=actor.code, at=at)
    except NotKept as error:
        raise Problem("file_not_kept") from error
    facts = {name: data[name] for name in ("kind", "title", "consent", "is_for_guests")}
    proceedings.keep_file(meeting, sealed, **facts, actor=actor, at=at)
