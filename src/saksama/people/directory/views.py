"""Pages of the directory. Thin: parse, call, render."""

import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.people import rules, scope
from saksama.people.directory import blank_sheet, contacts, forms, operations, queries, sheet
from saksama.people.marks import requires
from saksama.people.models import Category, Institution, Post, Tenure
from saksama.people.problems import Problem

PER_PAGE = 60
MOST_SHOWN = 200
"""Rows of a checked table that the page lists; faulty ones come first."""


@requires("view_directory")
@require_GET
def directory(request: Any) -> HttpResponse:
    """Institutions of the person's area, by category; with who heads them today."""
    words, category = request.GET.get("q", "").strip(), request.GET.get("kategori", "")
    found = queries.institutions_of(request.user, today=request.today, words=words, category=category)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    heads = queries.heads_on([row.code for row in page.object_list], on=request.today)
    context = {
        "page": page,
        "rows": [(row, *heads.get(row.code, (None, None))) for row in page.object_list],
        "words": words,
        "category": category,
        "categories": [(queries.FORKOPIMDA, "Forkopimda"), *Category.choices],
        "may_write": _may_write_somewhere(request),
    }
    return render(request, "people/directory/directory.html", context)


@requires("view_directory")
@never_cache
@require_GET
def institution(request: Any, code: str) -> HttpResponse:
    """One institution: its facts, its posts, who holds and who held them."""
    return _page(request, _seen(request, code))


@requires("manage_directory")
@never_cache
def add_institution(request: Any) -> HttpResponse:
    form = forms.InstitutionForm(request.POST or None, initial={"area": min(request.scope.areas, default="")})
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        code = form.cleaned_data["code"].strip().lower() or _free_code(facts)
        if Institution.objects.filter(pk=code).exists():
            form.add_error("code", _("This code is already in the directory. Choose another one."))
        elif _try(form, operations.record_institution, request, code=code, **facts):
            messages.success(request, _("Recorded. Add its posts and who holds them."))
            return redirect("institution", code=code)
    return render(
        request, "people/directory/institution_form.html", {"form": form}, status=422 if form.errors else 200
    )


@requires("view_directory")
@never_cache
def change_institution(request: Any, code: str) -> HttpResponse:
    standing = _seen(request, code, "manage_directory")
    form = forms.InstitutionForm.of(standing, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(form, operations.record_institution, request, code=code, **form.facts())
    ):
        messages.success(request, _("Recorded."))
        return redirect("institution", code=code)
    context = {"form": form, "institution": standing}
    return render(
        request, "people/directory/institution_form.html", context, status=422 if form.errors else 200
    )


@requires("view_directory")
@require_POST
def close_institution(request: Any, code: str) -> HttpResponse:
    standing = _seen(request, code, "manage_directory")
    form = forms.ClosingForm(request.POST)
    if form.is_valid() and _try(
        form, operations.close_institution, request, standing, last_day=form.cleaned_data["last_day"]
    ):
        messages.success(request, _("Recorded. It is invited no more; its history stays."))
        return redirect("institution", code=code)
    return _page(request, standing, closing_form=form, status=422)


@requires("view_directory")
@require_POST
def add_post(request: Any, code: str) -> HttpResponse:
    standing = _seen(request, code, "manage_directory")
    form = forms.PostForm(request.POST)
    if form.is_valid() and _try(form, operations.open_post, request, standing, **form.cleaned_data):
        messages.success(request, _("Recorded."))
        return redirect("institution", code=code)
    return _page(request, standing, post_form=form, status=422)


@requires("view_directory")
@never_cache
def place_person(request: Any, code: str, pk: int) -> HttpResponse:
    """Who takes a post; the one before leaves on the day before."""
    standing = _seen(request, code, "manage_directory")
    post = get_object_or_404(Post, pk=pk, institution=standing)
    form = forms.TenureForm(request.POST or None, initial=forms.first_day(request.today))
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(form, operations.place_in_post, request, post, **form.cleaned_data)
    ):
        messages.success(request, _("Recorded."))
        return redirect("institution", code=code)
    holder = post.tenures.filter(ends_on=None).select_related("person").first()
    context = {"form": form, "institution": standing, "post": post, "holder": holder}
    return render(request, "people/directory/place.html", context, status=422 if form.errors else 200)


@requires("view_directory")
@never_cache
def change_person(request: Any, code: str, pk: int) -> HttpResponse:
    """Put name and contacts right, note the last day, or take the personal data away."""
    standing = _seen(request, code, "manage_directory")
    tenure = get_object_or_404(
        Tenure.objects.select_related("person", "post__institution"), pk=pk, post__institution=standing
    )
    act = request.POST.get("act", "")
    told = contacts.of(tenure.person) | {"name": tenure.person.name}
    form = forms.PersonForm(request.POST if act == "amend" else None, initial=told)
    ending = forms.ClosingForm(
        request.POST if act == "end" else None, initial={"last_day": tenure.ends_on or request.today}
    )
    done = (
        (
            act == "amend"
            and form.is_valid()
            and _try(form, operations.amend_person, request, tenure, **form.cleaned_data)
        )
        or (
            act == "end"
            and ending.is_valid()
            and _try(ending, operations.end_tenure, request, tenure, **ending.cleaned_data)
        )
        or (act == "erase" and operations.erase_person(tenure, actor=request.user, at=request.at))
    )
    if done:
        messages.success(request, _("Recorded."))
        return redirect("institution", code=code)
    context = {"form": form, "ending": ending, "institution": standing, "tenure": tenure}
    faulty = form.errors or ending.errors
    return render(request, "people/directory/person.html", context, status=422 if faulty else 200)


@requires("manage_directory")
@never_cache
def import_sheet(request: Any) -> HttpResponse:
    """First a dry run that shows each row; then the same rows are entered, all or none."""
    if request.method == "POST" and "checked" in request.POST:
        return _enter(request)
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "words": sheet.CATEGORY_WORDS}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["sheet"]
        try:
            if getattr(upload, "problem", ""):
                raise Problem("sheet_unreadable")
            context |= _checked(sheet.read(io.BytesIO(upload.read()), scope=request.scope))
        except Problem as problem:
            form.add_error("sheet", str(problem))
    return render(request, "people/directory/import.html", context, status=422 if form.errors else 200)


@requires("manage_directory")
@require_GET
def blank(request: Any) -> HttpResponse:
    """An empty table with the heads, an example and the words for the categories."""
    answer = HttpResponse(blank_sheet.file(), content_type=blank_sheet.MEDIA_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="direktori-kosong.xlsx"'
    return answer


def _enter(request: Any) -> HttpResponse:
    form = forms.SheetForm()
    try:
        rows = sheet.unpacked(request.POST["checked"])
        number = operations.import_rows(rows, actor=request.user, today=request.today, at=request.at)
    except Problem as problem:
        form = forms.SheetForm({}, {})
        form.errors.clear()
        form.add_error("sheet", str(problem))
        context = {"form": form, "words": sheet.CATEGORY_WORDS}
        return render(request, "people/directory/import.html", context, status=409)
    told = ngettext("%(number)s institution recorded.", "%(number)s institutions recorded.", number)
    messages.success(request, told % {"number": number})
    return redirect("directory")


def _checked(rows: list[sheet.Row]) -> dict[str, Any]:
    faulty = [row for row in rows if row.faults]
    return {
        "rows": [*faulty, *(row for row in rows if not row.faults)][:MOST_SHOWN],
        "total": len(rows),
        "faulty": len(faulty),
        "new": sum(row.is_new for row in rows if not row.faults),
        "packed": sheet.packed(rows) if rows and not faulty else "",
        "is_checked": True,
    }


def _seen(request: Any, code: str, permission: str = "view_directory") -> Institution:
    """The institution, where the person may look or write. Raises: as ``scope.allow``, else 404."""
    found = get_object_or_404(Institution, pk=code)
    scope.allow(request.user, permission, found.area_code, today=request.today)
    return found


def _page(request: Any, standing: Institution, *, status: int = 200, **given: Any) -> HttpResponse:
    tenures = Tenure.objects.select_related("person")
    posts = list(standing.posts.prefetch_related(Prefetch("tenures", tenures)))
    may_write = scope.allows(request.user, "manage_directory", standing.area_code, today=request.today)
    context = {
        "institution": standing,
        "posts": [_post_row(post, request.today, may_write) for post in posts],
        "may_write": may_write,
        "today": request.today,
        "post_form": forms.PostForm(),
        "closing_form": forms.ClosingForm(initial={"last_day": request.today}),
    } | given
    return render(request, "people/directory/institution.html", context, status=status)


def _post_row(post: Post, today: Any, may_write: bool) -> dict[str, Any]:
    holders = [tenure for tenure in post.tenures.all() if tenure.holds_on(today)]
    holder = holders[0] if holders else None
    return {
        "post": post,
        "holder": holder,
        "contacts": contacts.of(holder.person) if holder and may_write else None,
        "others": [tenure for tenure in post.tenures.all() if tenure is not holder],
    }


def _try(form: Any, operation: Any, request: Any, *args: Any, **facts: Any) -> bool:
    """Whether the act was done; its refusal stands in the form."""
    try:
        operation(*args, actor=request.user, at=request.at, **facts)
    except (Problem, scope.NotAllowed) as refusal:
        text = (
            str(refusal)
            if isinstance(refusal, Problem)
            else _("This area is not in your care. Check its code.")
        )
        form.add_error(None, text)
        return False
    return True


def _free_code(facts: dict[str, Any]) -> str:
    code = rules.institution_code(facts["name"], facts["area_code"])
    return sheet.free_code(
        code, set(Institution.objects.filter(code__startswith=code[:37]).values_list("code", flat=True))
    )


def _may_write_somewhere(request: Any) -> bool:
    return bool(scope.scope_of(request.user, "manage_directory", today=request.today))
