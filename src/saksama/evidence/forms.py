"""Form fields for files: what is wrong with an upload, said as a form error."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, gettext_lazy

from saksama.evidence import upload as uploads
from saksama.evidence.upload import SealedUpload

PROBLEMS = {
    uploads.TOO_LARGE: gettext_lazy(
        "“%(name)s” is larger than %(limit)s and was not kept. Send a smaller or shorter version."
    ),
    uploads.REQUEST_TOO_LARGE: gettext_lazy(
        "Together the files are larger than %(limit)s; “%(name)s” was not kept. Send fewer files at a time."
    ),
    uploads.EMPTY: gettext_lazy("“%(name)s” is empty. Choose the file again."),
}


def refuse_problem(upload: SealedUpload) -> None:
    """Raise ValidationError when the upload was not kept."""
    if not upload.problem:
        return
    limit = uploads.max_file_bytes() if upload.problem == uploads.TOO_LARGE else uploads.max_request_bytes()
    message = PROBLEMS[upload.problem] % {"name": upload.name, "limit": filesizeformat(limit)}
    raise ValidationError(message, code=upload.problem)


class SealedFileField(forms.FileField):
    """One file; cleans to a SealedUpload or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)  # emptiness has its own sentence here

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, SealedUpload):
            refuse_problem(upload)
        return upload


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class SealedFilesField(SealedFileField):
    """Several files; cleans to a list of SealedUpload. One bad file names itself, the others are not lost."""

    widget = ManyFilesInput

    def __init__(self, *, max_files: int = 20, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_files = max_files

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        given = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if len(given) > self.max_files:
            raise ValidationError(
                gettext("At most %(count)s files at a time.") % {"count": self.max_files}, code="too_many"
            )
        if not given:
            super().clean(None, initial)
            return []
        return list(self._cleaned(given, initial))

    def _cleaned(self, given: Iterable[Any], initial: Any) -> Iterable[SealedUpload]:
        errors: list[ValidationError] = []
        kept = []
        for item in given:
            try:
                kept.append(super().clean(item, initial))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return kept
