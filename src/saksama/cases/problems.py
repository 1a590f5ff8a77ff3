"""Everything an act on a case can be refused for: code, sentence, what to do next.

One catalogue for form, operation and command, so that the same refusal reads the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from saksama.pages.formats import long_date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. ``message`` and ``remedy`` may hold named placeholders."""

    message: Any
    remedy: Any


CATALOGUE: Mapping[str, Kind] = {
    "wrong_state": Kind(
        _("Not yet allowed, or no longer: the case is “%(state)s”."),
        _("Look at the next lawful acts on the case page."),
    ),
    "moved_on": Kind(
        _("Somebody else saved this case while you were working."),
        _("Compare both values, choose, and save again. Nothing you typed is lost."),
    ),
    "plenary_before_receipt": Kind(
        _("The plenary cannot be earlier than the receipt of the case on %(received)s."),
        _("Check the day of the plenary."),
    ),
    "no_quorum": Kind(
        _("%(present)s of %(total)s members took part; at least %(needed)s are needed."),
        _("Hold the plenary again with enough members, or check the list of members."),
    ),
    "members_unknown": Kind(
        _("The number of members of this office is not recorded."),
        _("Ask the administrator to enter it on the office's page."),
    ),
    "not_a_member": Kind(
        _("%(name)s is not a member of this office on that day."),
        _("Check who took part."),
    ),
    "no_majority": Kind(
        _("The motion did not get a majority: %(agree)s for, %(dissent)s against."),
        _("Record the decision that the majority did take."),
    ),
    "dissent_without_reason": Kind(
        _("A dissent has no reason."),
        _("Write each dissenting member's reason."),
    ),
    "reason_missing": Kind(_("The reason is empty."), _("Write the reason; it is kept with the case.")),
    "limit_passed": Kind(
        _("The limit was %(due)s."),
        _("If the act is still needed, write the reason for the delay."),
    ),
    "limit_not_passed": Kind(
        _("The reporter may still complete the report until %(due)s."),
        _("Wait until that day has ended, or write why this cannot wait."),
    ),
    "checks_incomplete": Kind(
        _("Some requirements are not yet judged: %(missing)s."),
        _("Mark each requirement as met or missing."),
    ),
    "missing_unnamed": Kind(
        _("What is missing is not named for: %(missing)s."),
        _("Write what the reporter should bring; the sentence goes into the notice."),
    ),
    "class_missing": Kind(_("No class of violation is chosen."), _("Choose at least one.")),
    "unknown_class": Kind(_("The class “%(value)s” does not exist."), _("Choose one from the list.")),
    "outcome_missing": Kind(
        _("There is no outcome yet for: %(missing)s."),
        _("Give an outcome for each respondent and class."),
    ),
    "respondent_missing": Kind(_("The case has no respondent."), _("Add the respondent first.")),
    "study_missing": Kind(_("There is no study yet."), _("Write the study before the plenary decides.")),
    "second_summons_only_after_absence": Kind(
        _("A second summons follows only after the party stayed away from the first."),
        _("Record the first attendance before you summon again."),
    ),
    "summoned_twice": Kind(
        _("This party has been summoned twice."),
        _("The process goes on without the party; record it in the study."),
    ),
    "not_yet_held": Kind(
        _("The clarification is set for %(when)s."),
        _("Record it after it has taken place."),
    ),
    "steps_missing": Kind(
        _("A step of the clarification is not recorded: identity, reading back, or signature."),
        _("Choose what happened at each step; a refusal is recorded too and stops nothing."),
    ),
    "refusal_unexplained": Kind(
        _("Something was corrected or refused, and no reason is written."),
        _("Write what was corrected, or the reason as it was told."),
    ),
    "not_forwarded": Kind(
        _("Not everything decided has been forwarded yet: %(missing)s."),
        _("Forward each outcome, then close the case."),
    ),
    "not_notified": Kind(
        _("The reporter has not been told the status yet."),
        _("Give the status notice, then close the case."),
    ),
    "nothing_to_forward": Kind(_("This outcome goes to nobody else."), _("Choose another outcome.")),
    "linked_to_itself": Kind(_("These are not two cases."), _("Choose another case.")),
    "linked_already": Kind(_("The two cases are joined in this way already."), _("Nothing is to be done.")),
    "not_linked": Kind(_("The two cases are not joined."), _("Look at the list of joined cases again.")),
    "merge_elsewhere": Kind(
        _("The other case belongs to another office or another election."),
        _("Connect the two instead; or delegate one first."),
    ),
    "merged_already": Kind(
        _("One of the two is already handled together with another case."),
        _("Join this case with the one that leads, or part them first."),
    ),
    "information_leads": Kind(
        _("A report or finding cannot be handled under preliminary information."),
        _("Connect the two instead."),
    ),
    "table_unreadable": Kind(
        _("This file cannot be read as a table."),
        _("Save it as XLSX, or as CSV in UTF-8, and upload it again."),
    ),
    "table_long": Kind(
        _("The table has more than %(most)s rows."), _("Split it and upload the parts one after the other.")
    ),
    "table_empty": Kind(
        _("The table has no row under its head."),
        _("The first row names the columns; each row below it is one case."),
    ),
    "columns_missing": Kind(
        _("Number, day of receipt, state, and matter or story are needed."),
        _("Say for each of them which column tells it."),
    ),
    "import_begun": Kind(
        _("This table is already being brought over, or has been."), _("Look at its page again.")
    ),
    "nothing_good": Kind(
        _("No row of this table can be brought over."),
        _("Look at the faults, mend them in the sheet, and upload it again."),
    ),
    "known_before_event": Kind(
        _("You wrote that the event was on %(occurred)s, but that you knew of it on %(known)s."),
        _("Check one of the two."),
    ),
    "in_the_future": Kind(_("%(day)s has not come yet."), _("Check the day.")),
    "wrong_office": Kind(
        _("This case cannot go to %(office)s."),
        _("Choose an office above or below this one."),
    ),
    "not_a_respondent": Kind(
        _("This party is not a respondent."), _("Only respondents have a neutrality sheet.")
    ),
    "agency_missing": Kind(
        _("The agency is missing."), _("Choose it from the directory, or write its name.")
    ),
    "event_missing": Kind(
        _("No vote is known for this office."), _("Ask the administrator to enter the election first.")
    ),
    "unknown_subject": Kind(
        _("“%(value)s” is no kind of subject known on this day."), _("Choose one from the list.")
    ),
    "nip_wrong": Kind(
        _("The NIP cannot be right."),
        _("Compare it with the paper, leave it empty, or keep it as doubtful."),
    ),
    "unknown_conduct": Kind(
        _("“%(value)s” was not in the list of conduct on %(day)s."),
        _("Choose one from the list, or check the day."),
    ),
    "stage_unknown": Kind(
        _("The calendar does not say when candidates were fixed."),
        _("Choose the stage yourself; it is kept as your word."),
    ),
    "conduct_twice": Kind(_("“%(value)s” on this day stands on the sheet already."), _("Look at the sheet.")),
    "already_dropped": Kind(_("This conduct was taken off before."), _("Look at the sheet.")),
    "before_last_act": Kind(
        _("This was before the last act on this road, of %(day)s."),
        _("Check day and hour; acts are entered in the order in which they happened."),
    ),
    "still_running": Kind(
        _("The limit runs until %(due)s."),
        _("Record this after that day has ended."),
    ),
    "choice_missing": Kind(_("Nothing is chosen."), _("Choose one of the results.")),
    "letter_number_missing": Kind(
        _("The number is missing."), _("Write the number as it stands on the paper.")
    ),
    "transfer_missing": Kind(_("No transfer is under way."), _("Look at the case's history.")),
    "not_above": Kind(
        _("Only an office above this one can take the case over."),
        _("Ask the province office, or delegate the case instead."),
    ),
    "ground_missing": Kind(_("The ground is missing."), _("Say why you need to see the identity.")),
    "not_allowed": Kind(
        _("Your duty does not include this act."),
        _("Ask somebody whose duty it is; the case page names the role."),
    ),
    "unknown_article": Kind(
        _("This article is not on the list of the day of the event."),
        _("Choose one from the list."),
    ),
    "unknown_item": Kind(
        _("This is no item of the checklist, or no file of this case."),
        _("Choose the item and the file from the lists."),
    ),
    "already_replaced": Kind(
        _("This document has already been issued anew."),
        _("Issue the newer one anew instead; it stands in the list of the case's papers."),
    ),
    "paper_elsewhere": Kind(
        _("This document belongs to another case or is another form."),
        _("Choose a document from the list of the case's papers."),
    ),
    "recusal_ground_missing": Kind(
        _("The ground of the recusal is missing."), _("Choose a ground; another ground needs a note.")
    ),
    "recused_already": Kind(_("%(name)s is already kept from this case."), _("Nothing needs to be done.")),
    "not_recused": Kind(_("%(name)s is not kept from this case."), _("Nothing needs to be done.")),
    "not_of_the_office": Kind(
        _("%(name)s does not see the cases of this office."), _("Choose somebody of the office.")
    ),
    "stand_in_unfit": Kind(
        _("%(name)s cannot take this case over."),
        _("Choose an officer who may study cases here and is not kept from this one, or nobody."),
    ),
    "recused_voter": Kind(
        _("%(name)s is kept from this case and has no vote on it."), _("Leave the vote out.")
    ),
    "no_quorum_left": Kind(
        _(
            "With %(recused)s kept from the case %(left)s of %(total)s members are left; %(needed)s are needed."
        ),
        _("Ask the office above to take the case over; its clocks run on and nothing is lost."),
    ),
    "sitting_not_open": Kind(
        _("The sitting is not open."),
        _("Open the sitting first, or record the plenary without a sitting."),
    ),
    "sitting_over": Kind(
        _("The sitting has already been opened, closed or cancelled."), _("Look at its page.")
    ),
    "not_on_agenda": Kind(
        _("The case is not on the agenda of this sitting, or has been decided or put off there."),
        _("Look at the agenda, or record the plenary without a sitting."),
    ),
    "on_agenda_already": Kind(
        _("The case %(number)s already stands on the agenda of a sitting that is to come."),
        _("Take it off there first."),
    ),
    "needs_no_plenary": Kind(
        _("The case %(number)s cannot be decided in plenary now."),
        _("Look at the next lawful acts on the case page."),
    ),
    "before_the_sitting": Kind(
        _("The sitting was opened later than this."), _("Check day and hour of the decision.")
    ),
    "not_in_the_sitting": Kind(
        _("%(name)s is not present at this sitting."),
        _("Choose “was not there”, or correct who is present."),
    ),
    "items_waiting": Kind(
        _("Matters are still waiting on the agenda: %(waiting)s."),
        _("Record the decision on each, or put it off with a reason; then close the sitting."),
    ),
    "minutes_not_issued": Kind(
        _("The minutes have not been issued yet."), _("Issue them; then record who signed.")
    ),
    "signed_already": Kind(
        _("For %(name)s a signature on this copy stands already."), _("Nothing needs to be done.")
    ),
    "voted_already": Kind(
        _("%(name)s has voted in this sitting."), _("Leave “present”; the vote stands in the case.")
    ),
    "sitting_not_closed": Kind(
        _("The sitting is not closed."), _("Close it first; then its minutes can be issued.")
    ),
    "signed_before_issue": Kind(
        _("The minutes were issued later than this."), _("Check day and hour of the signature.")
    ),
    "agenda_empty": Kind(_("The agenda is empty."), _("Put at least one case on it.")),
    "number_taken": Kind(
        _("The number %(number)s is already used."), _("Leave it empty to get the next one.")
    ),
}


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``CATALOGUE``."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)

    @property
    def told(self) -> dict[str, Any]:
        """The facts as people read them: days in words."""
        return {
            name: long_date(fact) if isinstance(fact, date) else fact for name, fact in self.facts.items()
        }

    @property
    def message(self) -> str:
        return str(CATALOGUE[self.code].message) % self.told

    @property
    def remedy(self) -> str:
        return str(CATALOGUE[self.code].remedy) % self.told

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
