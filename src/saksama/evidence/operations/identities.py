"""Acts on identities: seal, amend, reveal with a ground, erase."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from saksama.evidence import crypto, keys, rules, sealing
from saksama.evidence.models import IdentityAct, IdentityIndex, SealedIdentity
from saksama.journal.operations import Entry, record, record_batch

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another
_PREFIXES = {
    SealedIdentity.Kind.REPORTER: "P",  # pelapor
    SealedIdentity.Kind.WITNESS: "S",  # saksi
    SealedIdentity.Kind.REPRESENTATIVE: "K",  # kuasa
}


class UnknownField(ValueError):
    """A field that identities do not have; see rules.FIELDS."""


class UnknownGround(ValueError):
    """An identity is revealed only on a ground of rules.Ground."""


class Erased(Exception):
    """The identity was erased; only its label and its acts are left."""


@transaction.atomic
def seal_identity(
    fields: Mapping[str, str], *, kind: str, office: str, actor: str, at: datetime
) -> SealedIdentity:
    """Put a person's data away; from here on they are known by the label.

    Args:    fields: any of rules.FIELDS, each text.   kind: a code of SealedIdentity.Kind, or another role.
    Raises:  UnknownField.
    """
    return seal_identities([fields], kind=kind, office=office, actor=actor, at=at)[0]


@transaction.atomic
def seal_identities(
    people: Sequence[Mapping[str, str]], *, kind: str, office: str, actor: str, at: datetime
) -> list[SealedIdentity]:
    """As :func:`seal_identity` for many, in the order given, with a number of questions that does not grow."""
    labels = _free_labels(kind, len(people))
    identities = [
        _sealed(SealedIdentity(office=office, kind=kind, label=label, created_at=at), _checked(fields))
        for label, fields in zip(labels, people, strict=True)
    ]
    SealedIdentity.objects.bulk_create(identities)
    IdentityIndex.objects.bulk_create(row for identity in identities for row in _index(identity))
    lines = record_batch(
        Entry("identity_sealed", office, ("identity", str(identity.pk)), actor, at, {"kind": kind})
        for identity in identities
    )
    sealed = IdentityAct.Act.SEALED
    IdentityAct.objects.bulk_create(
        IdentityAct(identity=identity, act=sealed, actor=actor, office=office, at=at, line=line)
        for identity, line in zip(identities, lines, strict=True)
    )
    return identities


@transaction.atomic
def amend_identity(
    identity: SealedIdentity,
    changes: Mapping[str, str],
    *,
    actor: str,
    at: datetime,
    office: str = "",
    note: str = "",
) -> SealedIdentity:
    """Add or correct fields; an empty text removes one. The journal names the fields, never their values."""
    identity = _locked(identity)
    old = _fields(identity)
    new = _checked({**old, **changes})
    changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    if changed:
        _write(identity, new)
        facts = {"fields": changed}
        _journal(identity, IdentityAct.Act.AMENDED, actor=actor, office=office, at=at, note=note, facts=facts)
    return identity


@transaction.atomic
def reveal(
    identity: SealedIdentity, *, actor: str, ground: str, at: datetime, note: str = "", office: str = ""
) -> dict[str, str]:
    """The person's data, for a ground, written down before they are handed out.

    Args:    office: the actor's office, else the identity's own.   note: kept encrypted, not journalled.
    Raises:  UnknownGround; Erased; crypto.CannotOpen.
    """
    if ground not in rules.Ground.values:
        raise UnknownGround(ground)
    identity.refresh_from_db()
    fields = _fields(identity)
    _journal(identity, IdentityAct.Act.REVEALED, actor=actor, office=office, at=at, ground=ground, note=note)
    return fields


@transaction.atomic
def erase_identity(
    identity: SealedIdentity, *, actor: str, at: datetime, office: str = "", note: str = ""
) -> SealedIdentity:
    """Forget the person (UU 27/2022). Label, acts and journal stay whole; notes of earlier acts are emptied.

    Backups hold the data until they age out; see docs/evidence.md.
    """
    identity = _locked(identity)
    _fields(identity)
    _write(identity, {})
    IdentityAct.objects.filter(identity=identity).update(note="")
    SealedIdentity.objects.filter(pk=identity.pk).update(erased_at=at)
    identity.erased_at = at
    _journal(identity, IdentityAct.Act.ERASED, actor=actor, office=office, at=at, note=note)
    return identity


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    if unknown := sorted(set(fields) - set(rules.FIELDS)):
        raise UnknownField(", ".join(unknown))
    stripped = {name: str(value).strip() for name, value in fields.items() if value is not None}
    return {name: value for name, value in stripped.items() if value}


def _write(identity: SealedIdentity, fields: Mapping[str, str]) -> None:
    _sealed(identity, fields).save()
    IdentityIndex.objects.filter(identity=identity).delete()
    IdentityIndex.objects.bulk_create(_index(identity))


def _sealed(identity: SealedIdentity, fields: Mapping[str, str]) -> SealedIdentity:
    """The sealed value names its identity, so that two rows cannot be swapped in the database."""
    identity.sealed = {"of": str(identity.pk), "fields": dict(fields)}
    identity.key_id = keys.load_fields().current
    return identity


def _index(identity: SealedIdentity) -> list[IdentityIndex]:
    fields = identity.sealed["fields"]
    return [
        IdentityIndex(identity=identity, kind=kind, digest=sealing.identity_digest(kind, fields[kind]))
        for kind in rules.INDEXED
        if rules.normalised(kind, fields.get(kind, ""))
    ]


def _fields(identity: SealedIdentity) -> dict[str, str]:
    if identity.erased_at is not None:
        raise Erased(identity.label)
    if identity.sealed.get("of") != str(identity.pk):
        raise crypto.CannotOpen(f"The sealed data of {identity.label} belong to another identity.")
    return dict(identity.sealed["fields"])


def _locked(identity: SealedIdentity) -> SealedIdentity:
    return SealedIdentity.objects.select_for_update().get(pk=identity.pk)


def _free_labels(kind: str, count: int) -> list[str]:
    """``P-7F3``: random, so that they tell neither order nor number; longer once short ones are rare."""
    prefix = next((letter for known, letter in _PREFIXES.items() if known == kind), "X")
    found: dict[str, None] = {}
    for length in (3, 3, 3, 4, 4, 4, 5, 5, 6, 8):
        tried = {
            f"{prefix}-{''.join(secrets.choice(_LETTERS) for _ in range(length))}"
            for _ in range(count - len(found))
        }
        taken = set(SealedIdentity.objects.filter(label__in=tried).values_list("label", flat=True))
        found |= dict.fromkeys(tried - taken)
        if len(found) == count:
            return list(found)
    raise RuntimeError("no free label found")  # would take 31 ** 8 identities


def _journal(
    identity: SealedIdentity,
    act: IdentityAct.Act,
    *,
    actor: str,
    office: str,
    at: datetime,
    ground: str = "",
    note: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    office = office or identity.office
    line = record(
        act=f"identity_{act.value}",
        office=office,
        subject=("identity", str(identity.pk)),
        actor=actor,
        at=at,
        facts={**({"ground": ground} if ground else {}), **(facts or {})},
    )
    IdentityAct.objects.create(
        identity=identity, act=act, actor=actor, office=office, ground=ground, note=note, at=at, line=line
    )
