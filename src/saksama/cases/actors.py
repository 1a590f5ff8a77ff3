"""Who acts: an account, the public through a form, or the program itself."""

from dataclasses import dataclass

from saksama.people.models import Account


@dataclass(frozen=True, slots=True)
class Actor:
    """``code`` goes into acts and journal; ``account`` is None for the public and the program."""

    code: str
    account: Account | None = None

    @classmethod
    def of(cls, account: Account) -> "Actor":
        return cls(code=account.code, account=account)


PUBLIC = Actor("public")
SYSTEM = Actor("system")

# What somebody without an account may do, reached only through the public form or a tracking code.
PUBLIC_ACTS = frozenset({"receive_report", "record_information", "receive_completion", "add_file"})
