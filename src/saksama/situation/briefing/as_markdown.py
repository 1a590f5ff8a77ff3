"""The briefing as Markdown: for a chat, a wiki, a diff."""

from saksama.pages import formats
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.sections import Section, Table
from saksama.situation.briefing.wording import sample_note, sheet_name


def of(told: Facts) -> str:
    """All sections, one after the other."""
    head = [
        f"# {sections.title(told)}",
        "",
        f"{told.office.name} · {sheet_name()} · {sections.as_of(told)}",
        "",
    ]
    if told.is_sample:
        head += [f"**CONTOH.** {sample_note()}", ""]
    return "\n".join(head) + "\n".join(_section(section) for section in sections.of(told))


def _section(section: Section) -> str:
    lines = [f"## {section.title}", ""]
    lines += [f"{_escaped(line)}\n" for line in section.text]
    if section.units:
        lines += [f"- {label}: {formats.number(count)}" for label, count in section.units] + [""]
    if section.table:
        lines += [*_table(section.table), ""]
    lines += [f"? {_escaped(line)}\n" for line in section.unsure]
    if section.source:
        lines += [f"_{_escaped(section.source)}_", ""]
    lines += [f"- {figure.label}: {figure.value} ({figure.path})" for figure in section.figures] + [""]
    return "\n".join(lines)


def _table(table: Table) -> list[str]:
    rule = ["---:" if place in table.numbers else "---" for place in range(len(table.head))]
    return [_row(table.head), _row(rule), *(_row([_escaped(cell) for cell in row]) for row in table.rows)]


def _row(cells: object) -> str:
    return "| " + " | ".join(cells) + " |"  # type: ignore[arg-type]


def _escaped(text: str) -> str:
    """What a person wrote stays text."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in text).replace("\n", " ")
