"""The only writers of the casework room: one function per act, its journal line beside it.

Each function takes ``actor`` and ``at`` (the instant the act takes effect), checks the move, the
permission and the version of the case, writes, and leaves the case's clocks, state and copies true.
Refusals are ``problems.Problem``; nothing is written then.
"""

from saksama.cases.operations.articles import choose_article, drop_article, mark_elements
from saksama.cases.operations.bundle import make_bundle, name_enclosure
from saksama.cases.operations.care import (
    add_file,
    add_party,
    assign_case,
    check_file,
    copy_file,
    correct_facts,
    look_at_file,
    look_at_record_file,
    reveal_identity,
)
from saksama.cases.operations.clarification import invite_to_clarify, record_clarification
from saksama.cases.operations.decision import (
    close_case,
    decide,
    extend_handling,
    forward_outcome,
    notify_status,
)
from saksama.cases.operations.ending import end_tracing, keep_as_information, stop_case, withdraw_report
from saksama.cases.operations.intake import (
    note_publication,
    propose_finding,
    receive_report,
    record_information,
    register_published,
    write_supervision_record,
)
from saksama.cases.operations.links import connect_cases, merge_cases, part_cases
from saksama.cases.operations.papers import copy_paper, issue_paper
from saksama.cases.operations.record_papers import (
    discard_record_draft,
    issue_record_form,
    record_draft,
    save_record_draft,
)
from saksama.cases.operations.recusal import lift_recusal, recuse
from saksama.cases.operations.registration import accept_in_plenary, decline_registration, register_case
from saksama.cases.operations.study import (
    conclude_initial_study,
    notify_shortcomings,
    receive_completion,
    write_study,
)
from saksama.cases.operations.transfer import (
    delegate_case,
    hand_over_case,
    receive_delegation,
    take_over_case,
)

__all__ = [
    "accept_in_plenary",
    "add_file",
    "add_party",
    "assign_case",
    "check_file",
    "choose_article",
    "close_case",
    "conclude_initial_study",
    "connect_cases",
    "copy_file",
    "copy_paper",
    "correct_facts",
    "decide",
    "decline_registration",
    "delegate_case",
    "discard_record_draft",
    "drop_article",
    "end_tracing",
    "extend_handling",
    "forward_outcome",
    "hand_over_case",
    "invite_to_clarify",
    "issue_paper",
    "issue_record_form",
    "keep_as_information",
    "lift_recusal",
    "look_at_file",
    "look_at_record_file",
    "make_bundle",
    "mark_elements",
    "merge_cases",
    "name_enclosure",
    "note_publication",
    "notify_shortcomings",
    "notify_status",
    "part_cases",
    "propose_finding",
    "receive_completion",
    "receive_delegation",
    "receive_report",
    "record_clarification",
    "record_draft",
    "record_information",
    "recuse",
    "register_case",
    "register_published",
    "reveal_identity",
    "save_record_draft",
    "stop_case",
    "take_over_case",
    "withdraw_report",
    "write_study",
    "write_supervision_record",
]
