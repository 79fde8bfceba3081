"""XML parts of Word and Excel files, parsed without entities, network or unbounded depth; both name spaces are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from etl.errors import DamagedFile, UnsafeMarkup
from etl.extract.archive import Archive
from etl.settings import Settings

_THROUGH: Final = frozenset(
    {
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "oMath",
        "oMathPara",
    }
)
_OFF: Final = frozenset({"0", "false", "off", "none"})
Element = etree._Element


def parse(archive: Archive, name: str) -> Element:
    """The root of a part. Raises DamagedFile, UnsafeMarkup or TooLarge."""
    data = archive.read_xml(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(
            f"{name} 不是完整的 XML（{error.msg}）",
            expected="完整的 Office 文件",
            place=archive.source.place,
            remedy="重新导出文件",
        ) from error
    check_depth(root, archive.source.place, archive.settings)
    return root


def check_depth(root: Element, place: str, settings: Settings) -> None:
    """Raise UnsafeMarkup where elements stand deeper inside each other than the limit."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > settings.max_nesting:
            raise UnsafeMarkup(
                f"元素嵌套超过 {settings.max_nesting} 层",
                expected=f"至多 {settings.max_nesting} 层",
                place=place,
                remedy="另存为普通文件，或调高 JUESUAN_MAX_NESTING",
            )


def local(element: Element) -> str:
    """The element's name without its name space; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute in the element's own name space, or in none."""
    space = element.tag.rsplit("}", 1)[0].lstrip("{") if isinstance(element.tag, str) and "}" in element.tag else ""
    value = element.get(f"{{{space}}}{name}") if space else None
    return value if value is not None else element.get(name)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    if element is None:
        return None
    return next((inner for inner in element if local(inner) == name), None)


def value_of(element: Element | None, name: str) -> str | None:
    """The ``val`` of the child of that name; None without the child, empty where it has no ``val``."""
    inner = child(element, name)
    return None if inner is None else attribute(inner, "val") or ""


def is_on(element: Element | None, name: str) -> bool:
    """True where a switch such as ``vanish`` is there and not turned off."""
    value = value_of(element, name)
    return value is not None and value.lower() not in _OFF


def contents(element: Element) -> Iterator[Element]:
    """The children as a reader sees them: controls, links and insertions opened, deletions left out."""
    for inner in element:
        name = local(inner)
        if name in _THROUGH:
            yield from contents(inner)
        elif name == "AlternateContent":
            yield from contents(_alternative(inner))
        elif name not in ("del", "moveFrom", ""):
            yield inner


def _alternative(element: Element) -> Element:
    """The choice of an alternative that has text; the fallback where the choice has none."""
    for name in ("Choice", "Fallback"):
        inner = child(element, name)
        if inner is not None and any(text.strip() for text in inner.itertext()):
            return inner
    found = child(element, "Choice")
    return found if found is not None else element


def integer(text: str | None, default: int) -> int:
    """A whole number of an attribute, or the default where it is none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default
