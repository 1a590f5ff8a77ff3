"""The form of an act: the version of the case it was opened on, and where each refusal is shown."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from saksama.cases import rules
from saksama.cases.forms import fields
from saksama.cases.models import Clock
from saksama.cases.operations import clocks
from saksama.cases.scenes import Scene
from saksama.pages import formats


class OnceForm(forms.Form):
    """A form that is carried out once, however often its button is pressed.

    ``shown_at`` says beside which field a refusal stands; others stand on top.
    """

    shown_at: ClassVar[Mapping[str, str]] = {}

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4

    def judge_nothing(self) -> None:
        """Keep what was typed without finding faults in it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def refuse(self, code: str, sentence: str) -> None:
        """Show a refusal beside its field, or on top when it has none."""
        name = self.shown_at.get(code)
        self.add_error(name if name in self.fields else None, sentence)

    def written(self, name: str) -> str:
        """What was written, without blanks around it; empty when the field is not asked."""
        return str(self.cleaned_data.get(name) or "").strip()


class ActForm(OnceForm):
    """What every act asks.

    ``late_step``: the step whose limit, once passed, makes a reason necessary (decision 1).
    ``fields_template`` lays the fields out. ``prefilled``: fields whose answer a link to the form may bring.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    late_step: ClassVar[str] = ""
    prefilled: ClassVar[tuple[str, ...]] = ()
    fields_template: ClassVar[str] = "cases/acts/plain.html"

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scene = scene
        self.fields["version"].initial = scene.case.version
        self.prepare()
        if self.late_step:
            self._ask_why_late(self.late_step)

    @property
    def afterwards(self) -> str:
        """Where the person goes when the act is done; empty: to the case."""
        return ""

    def prepare(self) -> None:
        """Fill choices and suggestions from the case."""

    def refuse_all(self, sentence: str) -> None:
        """Show one refusal and nothing else: what was typed is not judged, only kept."""
        self.judge_nothing()
        self.add_error(None, sentence)

    @property
    def seen(self) -> int:
        """Version of the case that the person saw."""
        return int(self.cleaned_data["version"])

    def _ask_why_late(self, step: str) -> None:
        clock = clocks.open_clock(self.scene.case, step)
        if clock is not None and has_passed(clock, self.scene):
            due = formats.long_date(clock.other_due_on or clock.due_on)
            hint = _("The limit was %(due)s. Write why the act comes later; it is kept with the case.") % {
                "due": due
            }
            self.fields["reason"] = fields.reason(_("Reason for the delay"), hint=hint)


def has_passed(clock: Clock, scene: Scene) -> bool:
    """Has the later reading of the limit passed?"""
    if clock.due_on is None:
        return False
    return not rules.in_time(scene.today, due_on=clock.due_on, other_due_on=clock.other_due_on)
