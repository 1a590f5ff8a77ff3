"""What was sealed is found when somebody changes it behind the journal's back."""

from saksama.checklists import operations, sealing
from saksama.checklists.models import AnswerSheet, ResultSheet, Submission
from saksama.checklists.testing import STATION, Field, on_the_day


def test_a_changed_payload_a_missing_row_and_a_changed_figure_are_named(field: Field) -> None:
    field.send(at=on_the_day(9))
    field.send(at=on_the_day(9))
    operations.read_waiting(at=on_the_day(9))
    assert (sealing.verify_batches(), list(sealing.dangling())) == ([], [])
    first = Submission.objects.order_by("pk").first()
    assert first is not None
    before = bytes(first.payload)
    Submission.objects.filter(pk=first.pk).update(payload=before.replace(b"yes", b"no "))
    (named,) = sealing.verify_batches()
    assert named.startswith("64.02/")
    Submission.objects.filter(pk=first.pk).update(payload=before, sender=10**9)
    assert (sealing.verify_batches(), list(sealing.dangling())) == ([], ["sender"])
    AnswerSheet.objects.filter(pk=first.pk).delete()
    assert sealing.verify_batches() == [named]


def test_figures_of_a_results_sheet_that_the_journal_never_saw_are_named(field: Field) -> None:
    at = on_the_day(18)
    ResultSheet.objects.create(
        event=field.event,
        station_code=STATION,
        state="settled",
        opened_at=at,
        changed_at=at,
        figures={"roll": 1},
    )
    assert sealing.verify_results() == [STATION]
