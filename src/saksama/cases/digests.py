"""The keyed digest under which a tracking code is found again; the code itself is stored nowhere."""

from saksama.evidence.crypto import blind_digest


def tracking_digest(code: str) -> bytes:
    """HMAC-SHA256 of a normalised tracking code, 32 bytes."""
    return blind_digest("tracking", code)
