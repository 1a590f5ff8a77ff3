"""A sealed identity, shown once to somebody who gives a ground."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saksama.cases import operations
from saksama.cases.forms.care import RevealForm
from saksama.cases.models import Party
from saksama.cases.views.common import Request, page, scene_of
from saksama.evidence.operations import Erased
from saksama.people import scope
from saksama.people.marks import requires

LABELS = {
    "name": _("Name"),
    "nik": _("NIK"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "occupation": _("Occupation"),
    "citizenship": _("Citizenship"),
    "address": _("Address"),
}


@requires("reveal_identity")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: Request, pk: UUID, party: int) -> HttpResponse:
    """Ask for the ground; then show the identity on this one answer, which nothing keeps."""
    scene = scene_of(request, pk)
    scope.allow(scene.account, "reveal_identity", scene.case.office_id, today=scene.today)
    found = get_object_or_404(
        Party.objects.select_related("identity", "case__office").exclude(identity=None),
        pk=party,
        case=scene.case,
    )
    form = RevealForm(request.POST or None)
    context = {"form": form, "party": found}
    if request.method != "POST" or not form.is_valid():
        return page(request, "cases/reveal.html", scene, context, status=422 if form.is_bound else 200)
    try:
        fields = operations.reveal_identity(
            found,
            ground=form.cleaned_data["ground"],
            note=form.cleaned_data["note"],
            actor=scene.actor,
            at=scene.at,
        )
    except Erased:
        return page(request, "cases/reveal.html", scene, {**context, "is_erased": True}, status=410)
    shown = [(label, fields[name]) for name, label in LABELS.items() if fields.get(name)]
    return page(request, "cases/identity.html", scene, {**context, "shown": shown})
