"""Remembered figures are forgotten at every change that they count, whoever makes it."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from saksama.cases import operations as acts
from saksama.cases.models import Case, CaseAct, Classification
from saksama.cases.testing import wita
from saksama.desk import figures, stamps
from saksama.places.models import ElectionEvent, Office

pytestmark = pytest.mark.django_db
DAYS = [date(2024, 11, day) for day in range(3, 14)]


def test_nothing_is_counted_twice_until_something_changes(stage, django_assert_num_queries):
    stage.registered(wita(4))
    figures.figures_of("64.02", on=DAYS[-1])
    with django_assert_num_queries(1):
        figures.figures_of("64.02", on=DAYS[-1])
    stage.report(wita(6))
    with django_assert_num_queries(2):
        assert figures.figures_of("64.02", on=DAYS[-1]).figures.received_only == 1


CHANGES = {
    "a new act": lambda case: CaseAct.objects.create(
        case=case, seq=99, act="stop_case", office_code="64.02", to_state="stopped", effective_at=wita(9),
        effective_on=DAYS[6], recorded_at=wita(9), actor="x", handles=True,
    ),
    "a moved day": lambda case: CaseAct.objects.filter(case=case).update(effective_on=DAYS[8]),
    "a removed act": lambda case: CaseAct.objects.filter(case=case, seq=1).delete(),
    "another class": lambda case: Classification.objects.create(
        case=case, violation_class="ethics_manager", set_on=DAYS[1]
    ),
    "a dropped class": lambda case: Classification.objects.filter(case=case).update(dropped_on=DAYS[3]),
    "a removed class": lambda case: Classification.objects.filter(case=case).delete(),
    "another kind": lambda case: Case.objects.filter(pk=case.pk).update(kind="information"),
    "a drill": lambda case: ElectionEvent.objects.filter(pk=case.event_id).update(kind="drill"),
    "another event": lambda case: Case.objects.filter(pk=case.pk).update(event="kukar-2025-04-19"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_that_counts_gives_a_new_stamp(stage, change):
    case = stage.registered(wita(4))
    before = stamps.version_of("64.02"), stamps.version_of("64"), stamps.version_of("64.01")
    CHANGES[change](case)
    assert stamps.version_of("64.02") != before[0]
    assert stamps.version_of("64") != before[1]
    assert stamps.version_of("64.01") == before[2]


def test_an_office_that_once_acted_hears_of_acts_elsewhere(stage):
    case = stage.report(wita(4)).case
    acts.delegate_case(
        case,
        to_office=Office.objects.get(pk="64.02.06"),
        number="1",
        reason="Dekat.",
        actor=stage.chair,
        at=wita(5),
    )
    before = stamps.version_of("64.02")
    CaseAct.objects.create(
        case=case, seq=99, act="receive_delegation", office_code="64.02.06", to_state="received",
        effective_at=wita(6), effective_on=DAYS[3], recorded_at=wita(6), actor="x", handles=False,
    )  # fmt: skip
    assert stamps.version_of("64.02") != before


def test_what_is_rolled_back_is_not_remembered(stage):
    stage.registered(wita(4))
    with transaction.atomic():
        save = transaction.savepoint()
        stage.report(wita(6))
        assert figures.figures_of("64.02", on=DAYS[-1]).figures.received_only == 1
        transaction.savepoint_rollback(save)
    assert figures.figures_of("64.02", on=DAYS[-1]).figures.received_only == 0


def test_saving_a_case_without_an_act_changes_no_stamp(stage):
    case = stage.report(wita(4)).case
    before = stamps.version_of("64.02")
    case.title = "Judul lain"
    case.save()
    assert stamps.version_of("64.02") == before


def test_triggers_are_put_back_after_every_migrate(stage):
    case = stage.registered(wita(4))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER desk_stamp_act_changed")
        else:
            cursor.execute("DROP TRIGGER desk_stamp_act ON cases_caseact")
    call_command("migrate", verbosity=0)
    before = stamps.version_of("64.02")
    CaseAct.objects.filter(case=case).update(effective_on=DAYS[8])
    assert stamps.version_of("64.02") != before


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_may_rebuild_a_table_that_a_trigger_names(stage):
    case = stage.registered(wita(4))
    before = stamps.version_of("64.02")
    old = CaseAct._meta.get_field("actor")
    new = old.clone()
    new.max_length = 65
    new.set_attributes_from_name("actor")
    new.model = CaseAct
    stamps.remove()
    with connection.schema_editor() as editor:
        editor.alter_field(CaseAct, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(CaseAct, new, old)
    stamps.install()
    between = stamps.version_of("64.02")
    assert between != before
    CaseAct.objects.filter(case=case).update(effective_on=DAYS[8])
    assert stamps.version_of("64.02") != between
