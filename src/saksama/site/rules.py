"""The order of the questions, and what a draft still lacks. Pure: a draft's data in, an answer out.

A draft's data: ``{office, known_on, anonymous, event: {occurred_on, unsure_day, area, where_text}, story:
{title, what}, respondents: [..], witnesses: [..], witnesses_done, files_done, files: {id: {kind, title}},
reporter: {..}, representative: {..}}``; days as ``YYYY-MM-DD``. Once sent: ``{sent: {case, code}}``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]

AREA, KNOWN, EVENT, STORY = "area", "known", "event", "story"
RESPONDENTS, WITNESSES, FILES = "respondents", "witnesses", "files"
REPORTER, REPRESENTATIVE, CHECK = "reporter", "representative", "check"

# What the identity of a person may hold that could stand in a story by mistake.
WARNED = ("name", "nik", "phone", "email")


def steps(data: Data, *, asks_area: bool) -> tuple[str, ...]:
    """The questions of this report in order. A message without a name is asked nothing about people."""
    first = (AREA,) if asks_area else ()
    told = (KNOWN, EVENT, STORY, RESPONDENTS)
    if data.get("anonymous"):
        return (*first, *told, FILES, CHECK)
    by_another = (REPRESENTATIVE,) if is_by_representative(data) else ()
    return (*first, *told, WITNESSES, FILES, REPORTER, *by_another, CHECK)


def is_by_representative(data: Data) -> bool:
    return bool(data.get("reporter", {}).get("through_representative"))


def is_done(step: str, data: Data) -> bool:
    """Has this question been answered, or passed over where it may be?"""
    match step:
        case "area":
            return bool(data.get("office"))
        case "known":
            return bool(data.get("known_on"))
        case "event":
            return bool(data.get("event"))
        case "story":
            return bool(data.get("story", {}).get("what"))
        case "respondents":
            return bool(data.get("respondents"))
        case "witnesses":
            return bool(data.get("witnesses_done"))
        case "files":
            return bool(data.get("files_done"))
        case "reporter":
            return bool(data.get("reporter"))
        case "representative":
            return bool(data.get("representative"))
        case _:
            return False


def first_undone(data: Data, order: Sequence[str]) -> str:
    """The question to go on with."""
    return next(step for step in order if step == CHECK or not is_done(step, data))


def may_open(step: str, data: Data, order: Sequence[str]) -> bool:
    """A question opens when all before it are answered, so that no address skips one."""
    return step in order and all(is_done(other, data) for other in order[: order.index(step)])


def step_after(step: str, order: Sequence[str]) -> str:
    place = order.index(step) if step in order else -1
    return order[min(place + 1, len(order) - 1)]


def step_before(step: str, order: Sequence[str]) -> str:
    """The question before, or '' at the first one."""
    place = order.index(step) if step in order else 0
    return order[place - 1] if place else ""


def identities(data: Data) -> list[Mapping[str, str]]:
    """Everybody whose identity will be sealed: reporter, representative, witnesses."""
    people = [data.get("reporter", {}), data.get("representative", {}), *data.get("witnesses", ())]
    return [person for person in people if person]


def told_text(data: Data) -> str:
    """All that officers, and later others, will read without opening an identity."""
    story, event = data.get("story", {}), data.get("event", {})
    respondents = [value for person in data.get("respondents", ()) for value in person.values()]
    return "\n".join(
        [story.get("title", ""), story.get("what", ""), event.get("where_text", ""), *respondents]
    )


def place_of_file(data: Data, file_id: str) -> int:
    """Where a file stands in the row in which they were sent; unknown ones come last."""
    known = list(data.get("files", {}))
    return known.index(file_id) if file_id in known else len(known)
