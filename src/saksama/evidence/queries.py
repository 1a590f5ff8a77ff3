"""Reading evidence. Whoever calls has checked that the record it belongs to may be seen."""

from django.db.models import QuerySet

from saksama.evidence import rules
from saksama.evidence.models import Custody, IdentityAct, SealedFile, SealedIdentity
from saksama.evidence.sealing import identity_digest


def custody(file: SealedFile) -> QuerySet[Custody]:
    """Who had the file, when and why, from the first act on."""
    return Custody.objects.filter(file=file).order_by("pk")


def acts_on(identity: SealedIdentity) -> QuerySet[IdentityAct]:
    """Who sealed, amended, saw or erased an identity: for the protector of reporters."""
    return IdentityAct.objects.filter(identity=identity).order_by("pk")


def find_identities(kind: str, value: str) -> QuerySet[SealedIdentity]:
    """Identities with exactly this name, NIK, phone or email, in any spelling; never by a part of it."""
    if kind not in rules.INDEXED:
        raise ValueError(f"Identities are found by {', '.join(rules.INDEXED)}, not by {kind}.")
    if not rules.normalised(kind, value):
        return SealedIdentity.objects.none()
    found = SealedIdentity.objects.filter(
        index_rows__kind=kind, index_rows__digest=identity_digest(kind, value)
    )
    return found.order_by("pk")
