"""Files: kept as they arrive, shown to their giver, taken back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases.models import CaseFile
from saksama.evidence.inspection import REASONS
from saksama.evidence.operations import remove_draft_file
from saksama.evidence.upload import SealedUpload
from saksama.pages import formats
from saksama.site import drafts, limits, receipts, rules, throttle
from saksama.site import forms as f
from saksama.site.views.report.step import ROUTES, Form, StepView


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
