"""One installation for the tests: its own folder, its own keys, nothing of the developer's."""

import os
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="saksama-test-")
os.environ["SAKSAMA_VAR"] = _FOLDER
os.environ.pop("SAKSAMA_KEYS", None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver and the live server share a process


def pytest_configure(config):
    """Make the keys once Django knows where they belong."""
    from saksama.evidence import keys as evidence_keys
    from saksama.journal import keys as journal_keys

    for keys in (journal_keys, evidence_keys):
        if not (keys.are_readable() if hasattr(keys, "are_readable") else keys.is_readable()):
            keys.create()
