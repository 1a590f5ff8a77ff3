"""Temporary staff: the list in, the cards out, change of station, lost phones."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saksama.checklists import operations, papers, queries, staff_lists
from saksama.checklists.forms import ListForm, MoveForm, ReasonForm
from saksama.checklists.models import AccessKey, Assignment
from saksama.checklists.problems import Problem
from saksama.checklists.views.common import Request, event_of, in_field, office_of
from saksama.evidence.media import XLSX
from saksama.people import scope
from saksama.places.models import Area, ElectionEvent, Office, within
from saksama.places.rules import is_code

PER_PAGE = 50
MOST_CARDS = 300
"""Cards of one sheet of paper work; more districts, more files."""
PHONE_PATH = "/lapangan/"


@in_field("manage_cards")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: Request) -> HttpResponse:
    """Who stands where; a list can be added."""
    office = office_of(request)
    event = event_of(request, office)
    form = ListForm(request.POST or None, request.FILES or None, initial=_term(event))
    if request.method == "POST" and form.is_valid():
        try:
            return _enlisted(request, form, event, office)
        except staff_lists.Faulty as faulty:
            return _cards(request, office, event, form, faults=faulty.faults, status=422)
        except Problem as problem:
            form.add_error("file", str(problem))
    return _cards(request, office, event, form, status=422 if form.errors else 200)


def _term(event: ElectionEvent) -> dict[str, Any]:
    return {"ends_on": event.vote_on}


def _cards(
    request: Request, office: Office, event: ElectionEvent, form: ListForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    rows = queries.cards_visible_to(request.user, "manage_cards", event.pk, today=request.today)
    rows = rows.filter(ended_at__isnull=True)
    area = request.GET.get("wilayah", "")
    area = area if is_code(area) else ""
    if area:
        rows = rows.filter(within(area, "area_code"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    held, words = (
        queries.cards_of(page.object_list),
        queries.places_in_words(row.area_code for row in page.object_list),
    )
    context = {
        "office": office,
        "event": event,
        "form": form,
        "area": area,
        "may_see": _may_see(request),
        "areas": Area.objects.filter(parent=office.pk),
        "page": page,
        "rows": [(row, held.get(row.account_id), words[row.area_code]) for row in page.object_list],
        **more,
    }
    return render(request, "checklists/cards.html", context, status=status)


def _enlisted(request: Request, form: ListForm, event: ElectionEvent, office: Office) -> HttpResponse:
    stations = frozenset(code for code, _village, _number in queries.stations_in(event.pk, [office.pk]))
    rows = staff_lists.read(
        form.cleaned_data["file"].read(),
        starts_on=form.cleaned_data["starts_on"],
        ends_on=form.cleaned_data["ends_on"],
        stations=stations,
        office=office.pk,
    )
    made = operations.enlist(rows, event=event, office=office.pk, actor=request.user, at=request.at)
    messages.success(request, _("%(count)s people are entered, each with a card.") % {"count": len(made)})
    return redirect(f"{reverse('checklists:cards')}?acara={event.pk}")


@in_field("manage_cards")
@require_safe
def empty_list(request: Request) -> HttpResponse:
    """The list to start from, with every station of the office's area."""
    office = office_of(request)
    event = event_of(request, office)
    answer = HttpResponse(staff_lists.empty(queries.stations_in(event.pk, [office.pk])), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="daftar-petugas.xlsx"'
    return answer


@in_field("manage_cards")
@never_cache
@require_POST
def sheets(request: Request) -> HttpResponse:
    """Cards of an area (``wilayah``) or of one assignment (``petugas``) as PDF; who printed them is journalled."""
    office = office_of(request)
    event = event_of(request, office)
    rows = queries.cards_visible_to(request.user, "manage_cards", event.pk, today=request.today)
    rows = rows.filter(ended_at__isnull=True)
    one, area = request.POST.get("petugas", ""), request.POST.get("wilayah", "")
    if one.isdecimal():
        rows = rows.filter(pk=int(one[:18]))
    elif is_code(area):
        rows = rows.filter(within(area, "area_code"))
    assignments = list(rows[: MOST_CARDS + 1])
    held = queries.cards_of(assignments)
    printed = [(held[row.account_id], row) for row in assignments if row.account_id in held]
    if not printed or len(printed) > MOST_CARDS:
        messages.error(
            request,
            _("No card to print here.") if not printed
            else _("These are more than %(most)s cards. Choose a district.") % {"most": MOST_CARDS},
        )  # fmt: skip
        return redirect(f"{reverse('checklists:cards')}?acara={event.pk}")
    words = queries.places_in_words(row.area_code for row in assignments)
    base = request.build_absolute_uri("/").rstrip("/")
    pdf = papers.cards(
        [(card, row, words[row.area_code]) for card, row in printed],
        office=office, phone_address=f"{base}{PHONE_PATH}", collect_address=base + "/kunci/{key}/{event}",
        issued_on=request.today, issued_at=request.at, sample=settings.DEMO, with_collect="collect" in request.POST,
    )  # fmt: skip
    operations.note_printed([card for card, _row in printed], actor=request.user, at=request.at)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="kartu-petugas.pdf"'
    return answer


@in_field("manage_cards")
@never_cache
@require_safe
def card(request: Request, pk: int) -> HttpResponse:
    """One person: station, card, phones."""
    return _card(request, _assignment(request, pk))


def _card(request: Request, row: Assignment, *, status: int = 200, **more: Any) -> HttpResponse:
    held = queries.cards_of([row]).get(row.account_id)
    words = queries.places_in_words(
        [row.area_code, *(other.area_code for other in row.account.assignments.all())]
    )
    context = {
        "row": row,
        "place": words[row.area_code],
        "may_see": _may_see(request),
        "card": held,
        "phones": held.keys.filter(kind=AccessKey.Kind.WEB).order_by("-pk") if held else (),
        "history": [(other, words[other.area_code]) for other in row.account.assignments.exclude(pk=row.pk)],
        "move_form": MoveForm(),
        "revoke_form": ReasonForm(),
        "zone": row.office.zone,
        "today": request.today,
        **more,
    }
    return render(request, "checklists/card.html", context, status=status)


@in_field("manage_cards")
@require_POST
def card_act(request: Request, pk: int, act: str) -> HttpResponse:
    """``pindah`` another station, ``tarik`` the card, ``baru`` a new one, ``keluar`` a phone, ``akhiri`` all."""
    row = _assignment(request, pk)
    who = {"actor": request.user, "at": request.at}
    move_form, revoke_form = MoveForm(), ReasonForm()
    try:
        if act == "pindah":
            move_form = MoveForm(request.POST)
            if move_form.is_valid():
                new = operations.move(row, move_form.cleaned_data["area_code"].strip(), **who)
                messages.success(request, _("The new station holds from now on. Card and phone stay."))
                return redirect("checklists:card", pk=new.pk)
        elif act == "tarik":
            revoke_form = ReasonForm(request.POST)
            held = queries.cards_of([row]).get(row.account_id)
            if held and revoke_form.is_valid():
                operations.revoke_card(held, reason=revoke_form.cleaned_data["reason"], **who)
                messages.success(request, _("The card is taken back, with all phones it opened."))
                return redirect("checklists:card", pk=pk)
        elif act == "baru":
            operations.issue_card(row.account, row.event, row.office_id, **who)
            messages.success(request, _("A new card is made. The one before it opens nothing any more."))
            return redirect("checklists:card", pk=pk)
        elif act == "keluar":
            wanted = request.POST.get("ponsel", "")
            phone = get_object_or_404(
                AccessKey,
                pk=int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0,
                card__account=row.account_id,
            )
            operations.revoke_key(phone, **who)
            messages.success(request, _("The phone is signed out."))
            return redirect("checklists:card", pk=pk)
        elif act == "akhiri":
            operations.end_assignment(row, **who)
            messages.success(request, _("The assignment is over. What was filled before is still received."))
            return redirect("checklists:card", pk=pk)
        else:
            return redirect("checklists:card", pk=pk)
    except Problem as problem:
        form = revoke_form if act == "tarik" else move_form
        form.full_clean()
        form.add_error(None, str(problem)) if form.is_bound else messages.error(request, str(problem))
    return _card(request, row, move_form=move_form, revoke_form=revoke_form, status=422)


def _may_see(request: Request) -> bool:
    """An administrator enters people and sees nothing of what they send."""
    return bool(scope.scope_of(request.user, "view_checklists", today=request.today))


def _assignment(request: Request, pk: int) -> Assignment:
    rows = Assignment.objects.select_related("account", "office", "event")
    seen = scope.visible_to(rows, request.user, "manage_cards", field="area_code", today=request.today)
    found: Assignment = get_object_or_404(seen, pk=pk)
    return found
