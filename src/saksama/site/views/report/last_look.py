"""The last look before the report is sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases.models import CaseFile
from saksama.cases.problems import Problem
from saksama.evidence.operations import DraftGone
from saksama.evidence.rules import appears_in
from saksama.evidence.upload import SealedUpload
from saksama.pages import formats
from saksama.site import drafts, rules, throttle
from saksama.site import forms as f
from saksama.site.operations import send_draft
from saksama.site.views.report.evidence import kind_word, listed_file
from saksama.site.views.report.step import ROUTES, Form, StepView, day, event_of


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
