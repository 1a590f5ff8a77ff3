"""The own telephone and e-mail of a person in the directory: sealed at rest, opened for those who may write."""

import json

from saksama.people import sealing
from saksama.people.models import Person

CONTEXT = b"saksama.people.directory"
FIELDS = ("phone", "email")


def sealed(phone: str, email: str) -> str:
    """What ``Person.sealed_contacts`` keeps; empty when there is nothing to seal."""
    told = {"phone": phone.strip(), "email": email.strip()}
    return sealing.seal(json.dumps(told), CONTEXT) if any(told.values()) else ""


def of(person: Person) -> dict[str, str]:
    """``{phone, email}``; both empty where nothing is kept or the key is missing here."""
    nothing = dict.fromkeys(FIELDS, "")
    if not person.sealed_contacts:
        return nothing
    try:
        return nothing | json.loads(sealing.unseal(person.sealed_contacts, CONTEXT))
    except sealing.UnreadableSecret:
        return nothing
