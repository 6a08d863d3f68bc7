import xml.etree.ElementTree as ET

import defusedxml.ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from baking import SVG_NAMESPACE, portable, token
from examples_count import examples
from mexbadge.bake import bake, extract, unbake

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n")
PIECES = st.sampled_from(["]]>", "<![CDATA[", "&amp;", "<", "/>", '"', "'", "😀", "㰀", "㸀", "∀"])
TEXTS = st.lists(st.text(LETTERS, max_size=6) | PIECES, max_size=6).map("".join)
DOCUMENTS = st.dictionaries(TEXTS, TEXTS | st.integers(-9, 9) | st.lists(TEXTS, max_size=3), max_size=5)
CREDENTIALS = st.one_of(DOCUMENTS.map(portable), DOCUMENTS.map(token))
"""Credentials as they are baked: the braces in their texts are escapes."""
NAMES = st.sampled_from(["svg", "s:svg", "é:svg", "openbadges:svg", "個.-:svg"])
BYTEWISE = ("iso-8859-1", "us-ascii")
MARKS = st.sampled_from(
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        *((b"", encoding) for encoding in BYTEWISE),
    ]
)
TYPES = st.sampled_from(
    [
        "",
        "<!DOCTYPE svg>\n",
        '<!DOCTYPE\tsvg SYSTEM "<!-- [>">',
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'\n 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' >",
    ]
)


def escaped(given: str) -> str:
    """Write any text so that it may stand in XML."""
    return given.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&apos;")


@st.composite
def images(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """An SVG in any encoding, in two parts: up to the end of the root's start tag, and the rest."""
    mark, encoding = draw(MARKS)
    bytewise = encoding in BYTEWISE
    name, attribute, inside = "s:svg" if bytewise else draw(NAMES), escaped(draw(TEXTS)), escaped(draw(TEXTS))
    comment = draw(TEXTS).replace("-", "~").replace("<", "(")
    named = f'<?xml version="1.0" encoding="{encoding if bytewise else encoding[:6]}"?>\n'
    declared = named if bytewise else draw(st.sampled_from(["", '<?xml version="1.0"?>', named]))
    prefix, _, _ = name.rpartition(":")
    namespace = f"xmlns:{prefix}" if prefix else "xmlns"
    head = f"{declared}<!--{comment}-->{draw(TYPES)}<{name} {namespace}='{SVG_NAMESPACE}' title='{attribute}>'>"
    body = f"{inside}<g a='{attribute}/>'><h/></g><![CDATA[{comment.replace(']', ' ')}]]></{name}>\n<?end?>"
    return mark + head.encode(encoding, "replace"), body.encode(encoding, "replace")


@settings(max_examples=examples(250))
@given(image=images(), credential=CREDENTIALS)
def test_every_svg_comes_back_with_its_badge_and_every_other_byte(
    image: tuple[bytes, bytes], credential: bytes
) -> None:
    head, body = image
    baked = bake(head + body, credential)
    (carried,) = extract(baked).carried
    assert carried.content == unbake(baked) == credential
    assert carried.where == len(head)
    assert baked.startswith(head)
    assert baked.endswith(body)
    before: ET.Element = defusedxml.ElementTree.fromstring(head + body)
    after: ET.Element = defusedxml.ElementTree.fromstring(baked)
    badge = after[0]
    assert credential.decode() in (badge.text, badge.get("verify"))
    assert (after.text or "") + (badge.tail or "") == (before.text or "")
    after.remove(badge)
    after.text = before.text
    assert ET.tostring(after) == ET.tostring(before)


@settings(max_examples=examples(100))
@given(image=images(), first=CREDENTIALS, second=CREDENTIALS)
def test_replacing_leaves_no_trace_of_the_first_badge(image: tuple[bytes, bytes], first: bytes, second: bytes) -> None:
    whole = b"".join(image)
    assert bake(bake(whole, first), second, replace=True) == bake(whole, second)
