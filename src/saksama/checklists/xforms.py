"""What an XForm asks, read from its XML: for the desk, for counting, for the form by telephone. Pure.

Source: ODK XForms specification. The XForm is the truth, whatever it was written in, so that a form uploaded as
XLSForm and one uploaded as XML are read by the same code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

Question = Mapping[str, Any]

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_H: Final = XHTML
XFORMS: Final = "{http://www.w3.org/2002/xforms}"
_X: Final = XFORMS
SAKSAMA: Final = "https://saksama.id/xforms"
"""Namespace of what we add to a bind: ``saksama:alert``, the answers that call the desk at once."""
_JR: Final = "{http://openrosa.org/javarosa}"
_CONTROLS: Final = frozenset({"input", "select", "select1", "upload", "range", "rank", "trigger", "secret"})


class NotAnXForm(ValueError):
    """The XML is no XForm; ``args[0]`` is a sentence for who mends it."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form ready to be kept as a version.

    ``questions``: in form order ``{path, kind, type, label: {language: text}, hint, required, readonly, group,
    repeat, choices: [{value, label}], relevant, constraint, message, appearance, media,
    alert}``; ``alert`` lists the answers that call the desk at once.
    """

    form_id: str
    version: str
    title: str
    xml: str
    questions: tuple[Question, ...]
    languages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read(xml: str, *, warnings: tuple[str, ...] = ()) -> Form:
    """The form written in ``xml``. Raises NotAnXForm."""
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        root = etree.fromstring(xml.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAnXForm(str(error)) from error
    model, body = root.find(f"{_H}head/{_X}model"), root.find(f"{_H}body")
    instance = None if model is None else next(iter(model.findall(f"{_X}instance[1]/*")), None)
    if model is None or body is None or instance is None:
        raise NotAnXForm("no model, no instance or no body")
    reader = _Reader(model, instance)
    title = (root.findtext(f"{_H}head/{_H}title") or "").strip()
    form_id = (instance.get("id") or "").strip()
    if not form_id:
        raise NotAnXForm("the instance has no id")
    return Form(
        form_id=form_id,
        version=(instance.get("version") or "").strip(),
        title=title or form_id,
        xml=xml,
        questions=tuple(reader.questions(body)),
        languages=tuple(reader.texts),
        warnings=warnings,
    )


class _Reader:
    """Binds, texts and lists of one form."""

    def __init__(self, model: etree._Element, instance: etree._Element) -> None:
        self.root = f"/{_local(instance)}/"
        self.binds = {str(bind.get("nodeset")): bind for bind in model.iter(f"{_X}bind")}
        self.texts: dict[str, dict[str, str]] = {
            str(language.get("lang")): {
                str(text.get("id")): _plain(next((v for v in text if v.get("form") is None), None))
                for text in language
            }
            for language in model.iter(f"{_X}translation")
        }
        self.lists = {
            str(other.get("id")): [_item(item) for item in other.iter(f"{_X}item")]
            for other in model.findall(f"{_X}instance")
            if other.get("id")
        }

    def questions(self, body: etree._Element) -> Iterator[Question]:
        yield from self._inside(body, (), "")

    def _inside(self, element: etree._Element, groups: tuple[str, ...], repeat: str) -> Iterator[Question]:
        for child in element:
            name = _local(child)
            if name in {"group", "repeat"}:
                ref = child.get("ref") or child.get("nodeset") or ""
                label = self._label(child)
                inner = repeat
                if name == "repeat":
                    inner = self._path(ref)
                yield from self._inside(
                    child, (*groups, label.get("", "") or _first(label)) if label else groups, inner
                )
            elif name in _CONTROLS:
                yield self._question(child, name, groups, repeat)

    def _question(self, control: etree._Element, kind: str, groups: tuple[str, ...], repeat: str) -> Question:
        ref = control.get("ref") or ""
        bind = self.binds.get(ref)
        told = {} if bind is None else dict(bind.attrib)
        return {
            "path": self._path(ref),
            "kind": kind,
            "type": str(told.get("type", "string")),
            "label": self._label(control),
            "hint": self._label(control, "hint"),
            "required": "true()" in str(told.get("required", "")),
            "readonly": "true()" in str(told.get("readonly", "")),
            "group": " / ".join(groups),
            "repeat": repeat,
            "choices": self._choices(control),
            "relevant": str(told.get("relevant", "")),
            "constraint": str(told.get("constraint", "")),
            "message": self._text(str(told.get(f"{_JR}constraintMsg", ""))),
            "appearance": control.get("appearance") or "",
            "media": control.get("mediatype") or "",
            "alert": str(told.get(f"{{{SAKSAMA}}}alert", "")).split(),
        }

    def _path(self, ref: str) -> str:
        return ref.removeprefix(self.root)

    def _label(self, element: etree._Element, tag: str = "label") -> dict[str, str]:
        found = element.find(f"{_X}{tag}")
        if found is None:
            return {}
        ref = found.get("ref") or ""
        return self._text(ref) if ref else {"": _plain(found)}

    def _text(self, ref: str) -> dict[str, str]:
        """``{language: text}`` of ``jr:itext('id')``, or the words themselves."""
        if not ref.startswith("jr:itext("):
            return {"": ref} if ref else {}
        wanted = ref[len("jr:itext(") : -1].strip("'\" ")
        return {language: texts[wanted] for language, texts in self.texts.items() if wanted in texts}

    def _choices(self, control: etree._Element) -> list[dict[str, Any]]:
        items = [
            {"value": (item.findtext(f"{_X}value") or "").strip(), "label": self._label(item)}
            for item in control.findall(f"{_X}item")
        ]
        itemset = control.find(f"{_X}itemset")
        if itemset is not None:
            nodeset = str(itemset.get("nodeset"))
            wanted = nodeset.partition("instance('")[2].partition("'")[0]
            items += [
                {"value": item.get("name", ""), "label": self._text(f"jr:itext('{item['itextId']}')")
                 if "itextId" in item else {"": item.get("label", "")}}
                for item in self.lists.get(wanted, [])
            ]  # fmt: skip
        return items


def _item(item: etree._Element) -> dict[str, str]:
    return {_local(child): (child.text or "").strip() for child in item}


def _plain(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(str(part) for part in element.itertext()).split())


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(label: Mapping[str, str]) -> str:
    return next(iter(label.values()), "")
