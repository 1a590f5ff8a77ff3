"""Everything an act on alerts can be refused for: code, sentence, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saksama.notices import rules


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. ``message`` and ``remedy`` may hold named placeholders."""

    message: Any
    remedy: Any


CATALOGUE: Mapping[str, Kind] = {
    "plan_length": Kind(
        _("The plan has no step, or more than can be followed."),
        _("Write one to eight steps."),
    ),
    "plan_order": Kind(
        _("The steps do not follow each other: a later step comes on an earlier day."),
        _("Put the step with the most days left first."),
    ),
    "plan_too_far": Kind(_("A step lies too far from its limit."), _("Write at most 60 days.")),
    "plan_without_chair": Kind(
        _("No step reaches the chair before the limit is past."),
        _("Add a step for the chair on the last day or before it: nothing may stay silent."),
    ),
    "plan_hours": Kind(_("The hours end before they begin."), _("Write for instance 08.00 and 16.00.")),
    "address_email": Kind(_("This is no mail address."), _("Write it as in nama@kantor.go.id.")),
    "address_telegram": Kind(
        _("This is no chat number of Telegram."),
        _("Write the figures that the bot tells you, for example 123456789."),
    ),
    "address_webhook": Kind(
        _("This address cannot be used for a webhook."),
        _("Write an https address on one of the hosts named on the page, without a user name."),
    ),
    "address_whatsapp": Kind(_("This is no telephone number."), _("Write it as in 0812 3456 7890.")),
    "not_set_up": Kind(
        _("This channel is not set up here."),
        _("Choose another one, or ask whoever keeps this installation."),
    ),
    "no_whatsapp": Kind(
        _("The person has given no number for WhatsApp."), _("Call, or remind the person in the office.")
    ),
    "sent_already": Kind(_("A colleague has sent this message already."), _("Nothing needs to be done.")),
    "plan_climb": Kind(
        _("An alert may wait for an answer between a quarter of an hour and seven days."),
        _("Write for instance 8 hours."),
    ),
}
assert rules.MOST_STEPS == 8, "the sentence of plan_length names it"
assert rules.FARTHEST_DAYS == 60, "the sentence of plan_too_far names it"


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``CATALOGUE``."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)

    @property
    def message(self) -> str:
        return str(CATALOGUE[self.code].message) % self.facts

    @property
    def remedy(self) -> str:
        return str(CATALOGUE[self.code].remedy) % self.facts

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
