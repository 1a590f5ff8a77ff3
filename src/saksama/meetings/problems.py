"""Everything an act of this room can be refused for: code, sentence, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. ``message`` and ``remedy`` may hold named placeholders."""

    message: Any
    remedy: Any


CATALOGUE: Mapping[str, Kind] = {
    "ends_before_start": Kind(
        _("The meeting ends before it begins."), _("Check the two times; both lie on the same day.")
    ),
    "theme_missing": Kind(_("The theme is missing."), _("Write what the meeting is about in one sentence.")),
    "meeting_over": Kind(
        _("This meeting is over or cancelled."), _("Plan a new one; what was written down here stays.")
    ),
    "meeting_not_open": Kind(
        _("This meeting has not been opened yet."), _("Open it when the first guests arrive.")
    ),
    "meeting_not_over": Kind(_("The meeting is still under way."), _("Close it first.")),
    "nothing_moved": Kind(_("Time and place are the same as before."), _("Change one of them, or cancel.")),
    "reason_missing": Kind(_("The reason is missing."), _("Write it in one sentence; guests read it.")),
    "somebody_saved": Kind(
        _("Somebody else changed this meeting meanwhile."),
        _("Look at what stands now, then do your change again."),
    ),
    "already_invited": Kind(_("%(name)s is already invited."), _("Nothing needs to be done.")),
    "not_invited": Kind(
        _("This guest is not invited to this meeting."), _("Look for the institution in the list of guests.")
    ),
    "no_mailer": Kind(
        _("This installation sends no e-mail."),
        _("Copy the message from each guest's page, or ask whoever keeps the installation to set a mailer."),
    ),
    "nobody_by_mail": Kind(
        _("No guest is left whom an e-mail can reach."),
        _("Add addresses in the directory, or bring the letters another way."),
    ),
    "nobody_chosen": Kind(_("No institution is chosen."), _("Mark at least one.")),
    "reply_unknown": Kind(_("This answer is not known."), _("Choose one of the three answers.")),
    "reply_late": Kind(
        _("The meeting has begun, so answers are closed."),
        _("Whoever comes is welcome and checks in at the door."),
    ),
    "reply_stale": Kind(
        _("Another answer was given meanwhile: %(reply)s."),
        _("Look at it, then choose again if it is wrong."),
    ),
    "delegate_missing": Kind(
        _("The name of the delegate is missing."), _("Write who comes, and in which post.")
    ),
    "letter_missing": Kind(
        _("The invitation has no number yet."), _("Take a number; letters carry it from then on.")
    ),
    "name_missing": Kind(_("The name of the person is missing."), _("Write who came.")),
    "check_in_early": Kind(_("Today is not the day of this meeting."), _("The door opens on %(day)s.")),
    "too_many_guests": Kind(
        _("At most %(most)s institutions fit into one meeting."), _("Invite in two meetings.")
    ),
    "photo_consent": Kind(
        _("Nobody wrote down who agreed to be shown."),
        _("Write who agreed, how, and for what use; without it a photo is not kept."),
    ),
    "file_not_kept": Kind(
        _("The file is empty or too large."), _("Choose another one, or a smaller picture.")
    ),
    "text_missing": Kind(_("The text is missing."), _("Write one sentence.")),
    "act_not_possible": Kind(
        _("This is not possible now: the commitment is %(state)s."), _("Look at its history on this page.")
    ),
    "value_missing": Kind(
        _("The figure or its source is missing."), _("Write both: a figure without a source is not kept.")
    ),
    "day_missing": Kind(_("The day is missing."), _("Agree on a day and write it down.")),
    "day_before_promise": Kind(
        _("The agreed day lies before the promise."), _("Choose the day of the promise or a later one.")
    ),
    "in_the_future": Kind(_("This day has not come yet."), _("Choose today or an earlier day.")),
}


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
