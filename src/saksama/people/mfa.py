"""Second-factor secrets at rest: AES-GCM with a key of their own, outside the database.

Whoever reads the database, or a stolen copy of it, cannot make log-in codes (``sealing``).
"""

import io

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from saksama.people import sealing
from saksama.people.sealing import UnreadableSecret

CONTEXT = b"saksama.people.mfa"


class SealedMFAAdapter(DefaultMFAAdapter):
    """allauth's hooks, with our key and our QR drawing."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises: UnreadableSecret; never the sealed text in place of the secret."""
        return sealing.unseal(encrypted_text, CONTEXT)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def build_totp_svg(self, url: str) -> str:
        """The address as a QR picture that stands on white in the dark theme too."""
        picture = io.BytesIO()
        segno.make_qr(url, error="m").save(
            picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False
        )
        return picture.getvalue().decode()


@transaction.atomic
def use_once(authenticator: Authenticator, code: str) -> bool:
    """Whether this correct code is newer than the last one used; remembers it.

    RFC 6238, 5.2: a code seen over a shoulder must not open a second time. allauth remembers used
    codes in the memory of one process, for half a minute; this holds for all processes.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    stored = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step_of(decrypt(stored.data["secret"]), code)
    if step <= stored.data.get("last_step", 0):
        return False
    stored.data["last_step"] = step
    stored.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str) -> int:
    """Number of the half minute to which the code belongs; 0 for none of those accepted now."""
    codes = ((step, totp.hotp_value(secret, step)) for step in totp.yield_hotp_counters_from_time())
    matching = (step for step, value in codes if _is_same(code, totp.format_hotp_value(value)))
    return max(matching, default=0)


def _is_same(typed: str, expected: str) -> bool:
    """Whatever people put between the figures does not count."""
    return "".join(sign for sign in typed if sign.isdigit()) == expected


def secrets_open() -> bool:
    """For the checks of an installation: does a stored second factor open with the key that is here?"""
    kept = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("data", flat=True).first()
    try:
        return kept is None or bool(decrypt(kept["secret"]))
    except (UnreadableSecret, OSError, ValueError):
        return False
