"""Password hashing that 3,000 supervisors can afford in one morning."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: OWASP's small setting.

    Django's own default takes 100 MiB for each log-in; a regency's whole staff logs in within ten
    minutes on a machine of 4 GB (decision 25). Hashes made with other settings are renewed at the
    next log-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
