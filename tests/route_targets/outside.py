"""A neutrality sheet with a conduct, a reminder letter and a piece of advice."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from tests.route_targets import HERE, Target, World

from saksama.cases.advice import letters as advice_letters
from saksama.cases.advice import operations as advice
from saksama.cases.neutrality import letters
from saksama.cases.neutrality import operations as neutrality
from saksama.cases.testing import Scene, wita

VERIFY = "https://example.go.id/periksa/"


def objects(stage: Scene) -> SimpleNamespace:
    case = stage.report(wita(4)).case
    party = case.parties.get(role="respondent")
    facts = neutrality.SubjectFacts(kind="pns", agency_name="Dinas Contoh")
    subject = neutrality.record_subject(party, facts, actor=stage.officer, at=wita(4))
    conduct = neutrality.add_conduct(subject, "N04", date(2024, 11, 1), actor=stage.officer, at=wita(4))
    told = advice.AdviceFacts(
        subject="Papan",
        what="Rusak.",
        advised="Ganti.",
        seen_on=date(2024, 11, 4),
        way="letter",
        agency="KPU",
        number="1",
    )
    common = {"at": wita(4), "sample": False}
    with transaction.atomic():
        letter = letters.compose(
            stage.office, stage.event, None, "Dinas Contoh", number="1", verify_base=VERIFY, **common
        )
        sent = neutrality.send_reminder(stage.office, stage.event, letter, actor=stage.officer, at=wita(4))
        track = advice.give_advice(
            stage.office, stage.event, told, letter=advice_letters.data_of(stage.office, stage.event, told, **common),
            verify_base=VERIFY, actor=stage.officer, at=wita(4),
        )  # fmt: skip
    return SimpleNamespace(case=case, party=party, conduct=conduct, sent=sent, track=track)


def of_sheet(**more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {
        "pk": world.of("outside").case.pk,
        "party": world.of("outside").party.pk,
        **{name: value(world) if callable(value) else value for name, value in more.items()},
    }


TARGETS: dict[str, Target] = {
    "cases:neutrality": Target(),
    "cases:neutrality_xlsx": Target(),
    "cases:neutrality_table": Target(),
    "cases:neutrality_repeats": Target(),
    "cases:neutrality_letters": Target(),
    "cases:neutrality_letter": Target(
        lambda world: {"pk": world.of("outside").sent.pk},
        HERE,
        permission="send_neutrality_letter",
        is_of_a_case=False,
    ),
    "cases:neutrality_sheet": Target(of_sheet(), HERE),
    "cases:neutrality_write": Target(of_sheet(what="perbuatan"), HERE),
    "cases:neutrality_drop": Target(of_sheet(conduct=lambda world: world.of("outside").conduct.pk), HERE),
    "cases:advice": Target(),
    "cases:advice_new": Target(),
    "cases:advice_letter": Target(
        lambda world: {"pk": world.of("outside").track.pk}, HERE, is_of_a_case=False
    ),
}
