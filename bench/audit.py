"""What an office holds against what its reporters were told. Runs in the installation, after the server has gone.

``python -m bench.audit < told.json`` prints ``{cases, files, lines, faults}``: the office's rows against what was
told, then what the product says of itself (``saksama journal verify``, ``saksama check``).
"""

import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import django


def faults(told: list[Mapping[str, Any]]) -> Iterator[str]:
    """Each difference as a sentence; nothing when all is well."""
    from saksama.cases.models import Case

    cases: dict[str, list[Case]] = {}
    for case in Case.objects.prefetch_related("files__sealed", "parties", "acts", "clocks"):
        cases.setdefault(case.title, []).append(case)
    numbers = Counter(case.number_received for held in cases.values() for case in held)
    yield from (f"number {number} was given {count} times" for number, count in numbers.items() if count > 1)
    marks = {sent["mark"] for sent in told}
    yield from (f"{title} was never sent" for title in cases if title not in marks)
    for sent in told:
        held = cases.get(sent["mark"], [])
        if len(held) > 1:
            yield f"{sent['mark']} became {len(held)} cases"
        if sent["number"] and not held:
            yield f"{sent['mark']} was told {sent['number']} and is lost"
        for case in held:
            yield from _differences(case, sent)


def _differences(case: Any, sent: Mapping[str, Any]) -> Iterator[str]:
    from saksama.cases.digests import tracking_digest
    from saksama.cases.rules import normalise_tracking_code
    from saksama.evidence.operations.files import is_intact

    if sent["number"]:
        if case.number_received != sent["number"]:
            yield f"{sent['mark']} was told {sent['number']} and has {case.number_received}"
        if bytes(case.tracking_digest) != tracking_digest(normalise_tracking_code(sent["code"])):
            yield f"{sent['mark']}: the tracking code of its receipt does not open it"
    files = [file.sealed for file in case.files.all()]
    if sorted(file.sha256 for file in files) != sent["hashes"]:
        yield f"{sent['mark']} holds {len(files)} files, not the {len(sent['hashes'])} that were sent"
    yield from (
        f"{sent['mark']}: file {file.id} is not what was sent" for file in files if not is_intact(file)
    )
    roles = sorted(party.role for party in case.parties.all())
    if roles != ["reporter", "respondent", "witness"]:
        yield f"{sent['mark']} has the parties {roles}"
    if case.acts.count() != 1 or not case.clocks.filter(step="initial_study", due_on__isnull=False).exists():
        yield f"{sent['mark']} is not whole: an act or a clock is missing"


def own_checks() -> Iterator[str]:
    """What the product finds wrong with itself."""
    from django.core.management import call_command

    for command in ("journal_verify", "check_installation"):
        said = io.StringIO()
        try:
            call_command(command, stdout=said)
        except SystemExit:
            yield f"{command}: {said.getvalue().strip()}"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    from saksama.cases.models import Case, CaseFile
    from saksama.journal.models import Line

    found = [*faults(json.load(sys.stdin)), *own_checks()]
    counts = {"cases": Case.objects.count(), "files": CaseFile.objects.count(), "lines": Line.objects.count()}
    print(json.dumps({**counts, "faults": found}))


if __name__ == "__main__":
    main()
