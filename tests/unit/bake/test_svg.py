import xml.etree.ElementTree as ET
from typing import Any

import defusedxml.ElementTree
import pytest

import baking
from baking import (
    ASSERTION,
    CLR,
    CLR_NAMESPACE,
    CREDENTIAL,
    OB2_NAMESPACE,
    OB3_NAMESPACE,
    SVG_NAMESPACE,
    element,
    text,
    token,
)
from mexbadge import _limits
from mexbadge.bake import Carried, bake, extract, unbake
from mexbadge.bake.svg_reading import read
from mexbadge.errors import BakeError

TOKEN = token(CREDENTIAL)
IMAGE = baking.svg()
ENCODINGS = [
    pytest.param(b"", "utf-8", id="utf-8"),
    pytest.param(b"\xef\xbb\xbf", "utf-8", id="utf-8 with mark"),
    pytest.param(b"\xff\xfe", "utf-16-le", id="utf-16 little"),
    pytest.param(b"\xfe\xff", "utf-16-be", id="utf-16 big"),
]


def refused(image: bytes) -> BakeError:
    with pytest.raises(BakeError) as caught:
        extract(image)
    return caught.value


def found(image: bytes) -> ET.Element:
    """The first element behind the root, as an independent reader sees it."""
    root: ET.Element = defusedxml.ElementTree.fromstring(image)
    return root[0]


@pytest.mark.parametrize(
    ("credential", "keyword", "name"),
    [
        (text(CREDENTIAL), "openbadgecredential", f"{{{OB3_NAMESPACE}}}credential"),
        (TOKEN, "openbadgecredential", f"{{{OB3_NAMESPACE}}}credential"),
        (text(CLR), "clrcredential", f"{{{CLR_NAMESPACE}}}credential"),
        (token(CLR), "clrcredential", f"{{{CLR_NAMESPACE}}}credential"),
        (text(ASSERTION), "openbadges", f"{{{OB2_NAMESPACE}}}assertion"),
        (token(ASSERTION), "openbadges", f"{{{OB2_NAMESPACE}}}assertion"),
        (b"https://badges.college.example/1?a=1&b=2", "openbadges", f"{{{OB2_NAMESPACE}}}assertion"),
    ],
)
def test_a_baked_svg_carries_exactly_one_credential_in_its_element(credential: bytes, keyword: Any, name: str) -> None:
    baked = bake(IMAGE, credential)
    extraction = extract(baked)
    assert extraction.kind == "svg"
    (carried,) = extraction.carried
    assert carried == Carried(
        keyword, credential, baked.index(b"<openbadges:") if keyword != "clrcredential" else carried.where
    )
    assert baked[carried.where :].startswith(b"<")
    assert extraction.problems == ()
    first = found(baked)
    assert first.tag == name
    assert (first.text if credential.startswith(b"{") else first.get("verify")) == credential.decode()


def test_a_hosted_assertion_carries_its_address_beside_its_json() -> None:
    first = found(bake(IMAGE, text(ASSERTION)))
    assert (first.get("verify"), first.text) == (ASSERTION["id"], text(ASSERTION).decode())
    assert found(bake(IMAGE, text(ASSERTION | {"id": "urn:uuid:1"}))).get("verify") is None
    assert found(bake(IMAGE, text(CREDENTIAL))).get("verify") is None


@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
@pytest.mark.parametrize("credential", [text(CREDENTIAL), TOKEN])
def test_every_other_byte_stays_in_every_encoding(mark: bytes, encoding: str, credential: bytes) -> None:
    source = f"<!-- é 個 😀 --><é:svg xmlns:é='{SVG_NAMESPACE}' a='>'><!-- 😀 --><é:g b='😀/>'/></é:svg><!-- ende -->"
    image = mark + source.encode(encoding)
    baked = bake(image, credential)
    split = len(mark) + len(source[: source.index("<!-- 😀")].encode(encoding))
    inserted = len(baked) - len(image)
    assert baked[:split] == image[:split]
    assert baked[split + inserted :] == image[split:]
    (carried,) = extract(baked).carried
    assert (carried.content, carried.where) == (credential, split)
    assert unbake(bake(baked, TOKEN, replace=True)) == TOKEN


@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
def test_the_parsers_offsets_are_bytes_of_the_file_in_every_encoding(mark: bytes, encoding: str) -> None:
    filler = "<!-- é😀" + "個" * 1_500_000 + " -->"
    inside = f"{filler}<g t='😀'>é</g>{element('😀{}')}é{element(verify='a.b.c')}{element()}<a/>"
    source = f'<?xml version="1.0"?>{filler}<s:svg xmlns:s="{SVG_NAMESPACE}" x="😀">{inside}</s:svg>\n'
    image = mark + source.encode(encoding)
    document = read(image)

    def cut(start: int, end: int) -> str:
        return image[start:end].decode(encoding)

    assert cut(document.root, document.inside) == f'<s:svg xmlns:s="{SVG_NAMESPACE}" x="😀">'
    assert [cut(one.start, one.end) for one in document.elements] == [
        element("😀{}"),
        element(verify="a.b.c"),
        element(),
    ]


@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
@pytest.mark.parametrize("root", ["svg", "s:svg"])
@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_root_that_closes_itself_is_opened(mark: bytes, encoding: str, root: str, blank: str) -> None:
    name = "xmlns:s" if root == "s:svg" else "xmlns"
    image = mark + f"<{root} {name}='{SVG_NAMESPACE}' a='/>'{blank}/>\n<!-- x -->".encode(encoding)
    for credential in (TOKEN, text(CREDENTIAL)):
        baked = bake(image, credential)
        assert unbake(baked) == credential
        assert baked.decode("utf-16" if mark[:1] in {b"\xff", b"\xfe"} else "utf-8").endswith(f"</{root}>\n<!-- x -->")
        assert found(baked).tag == f"{{{OB3_NAMESPACE}}}credential"


def test_a_root_without_content_that_does_not_close_itself_is_kept() -> None:
    image = f"<svg xmlns='{SVG_NAMESPACE}'></svg>".encode()
    baked = bake(image, TOKEN)
    assert baked.startswith(image.removesuffix(b"</svg>"))
    assert baked.endswith(b"/></svg>")


def test_a_prefix_of_the_root_is_never_redefined() -> None:
    taken = 'xmlns:openbadges="https://else.example/" xmlns:openbadges1="https://else.example/"'
    baked = bake(baking.svg(attributes=taken), TOKEN)
    assert b"<openbadges2:credential xmlns:openbadges2=" in baked
    assert found(baked).get("verify") == TOKEN.decode()
    same = baking.svg(attributes=f'xmlns:openbadges="{OB3_NAMESPACE}"')
    assert b"<openbadges:credential " in bake(same, TOKEN)


def test_the_end_of_a_cdata_section_inside_the_content_is_split() -> None:
    credential = text({"a": "]]>", "b": "]]]]>>", "c": "<![CDATA[ &amp; <x/> "})
    baked = bake(IMAGE, credential)
    assert unbake(baked) == credential
    assert found(baked).text == credential.decode()


def test_the_lines_of_a_credential_end_with_a_line_feed() -> None:
    assert unbake(bake(IMAGE, b'{\r\n"a": 1,\r"b": 2\r\n}\r\n')) == b'{\n"a": 1,\n"b": 2\n}'


def test_what_xml_gives_a_meaning_survives_in_an_attribute() -> None:
    content = "https://a.example/?a=1&b=\"<'>&amp;\t\r\n1"
    assert unbake(bake(IMAGE, content, keyword="openbadges")) == content.encode()


@pytest.mark.parametrize("character", ["\x01", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_leaves_out_is_refused_by_name(character: str) -> None:
    with pytest.raises(BakeError) as caught:
        bake(IMAGE, "{" + character + "}", keyword="openbadges")
    assert caught.value.code == "bake_svg_character"
    assert f"U+{ord(character):04X}" in str(caught.value)


@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
def test_replacing_cuts_out_every_credential_element_byte_by_byte(mark: bytes, encoding: str) -> None:
    def image(*elements: str) -> bytes:
        first, second, third = elements
        source = f"<svg xmlns='{SVG_NAMESPACE}'>\n é{first}<g>{second} 😀</g><!-- x -->{third}</svg>"
        return mark + source.encode(encoding)

    old = image(
        element("<![CDATA[{}]]>"),
        element(verify="x", namespace=OB2_NAMESPACE, local="assertion"),
        f"<credential xmlns='{CLR_NAMESPACE}' />",
    )
    with pytest.raises(BakeError) as caught:
        bake(old, TOKEN)
    assert caught.value.code == "bake_already"
    assert bake(old, TOKEN, replace=True) == bake(image("", "", ""), TOKEN)


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        (element("\n <![CDATA[\n {} \n]]> \n"), b"{}"),
        (element("{&quot;a&quot;:&#49;}"), b'{"a":1}'),
        (element('<![CDATA[{"a":"]]]]><![CDATA[>"}]]>'), b'{"a":"]]>"}'),
        (element("{<!-- no --><?no no?>}"), b"{}"),
        (element(verify=" a.b.c\n"), b"a.b.c"),
        (element("", verify="a&amp;b"), b"a&b"),
        (f"<credential xmlns='{OB3_NAMESPACE}' verify='a.b.c'/>", b"a.b.c"),
        (f"<metadata><x:credential xmlns:x='{OB3_NAMESPACE}'>{{}}</x:credential></metadata>", b"{}"),
    ],
)
def test_a_credential_is_read_as_any_xml_reader_would(inside: str, content: bytes) -> None:
    extraction = extract(baking.svg(inside))
    assert [carried.content for carried in extraction.carried] == [content]
    assert extraction.problems == ()


def test_the_prefix_that_the_standard_shows_is_read_from_the_root() -> None:
    image = baking.svg(
        '<openbadges:credential verify="header.payload.signature"></openbadges:credential>',
        attributes=f'xmlns:openbadges="{OB3_NAMESPACE}"',
    )
    assert unbake(image) == b"header.payload.signature"


def test_in_the_newer_standards_the_attribute_counts_and_a_text_beside_it_is_noticed() -> None:
    extraction = extract(baking.svg(element("{}", verify="a.b.c")))
    assert extraction.carried[0].content == b"a.b.c"
    assert [problem.code for problem in extraction.problems] == ["bake_svg_two_contents"]


def test_in_open_badges_2_the_text_counts() -> None:
    image = baking.svg(element(" {} ", namespace=OB2_NAMESPACE, local="assertion", verify="https://a.example"))
    extraction = extract(image)
    assert extraction.carried[0].content == b"{}"
    assert extraction.problems == ()
    only = baking.svg(element("\n", namespace=OB2_NAMESPACE, local="assertion", verify="https://a.example"))
    assert unbake(only) == b"https://a.example"


def test_an_element_without_content_is_reported() -> None:
    extraction = extract(baking.svg(element(" \n", verify="")))
    assert extraction.carried[0].content == b""
    assert [problem.code for problem in extraction.problems] == ["bake_content_empty"]


def test_several_elements_are_reported_in_the_order_of_the_document() -> None:
    old = element("1", namespace=OB2_NAMESPACE, local="assertion")
    image = baking.svg(f"{old}<g>{element('2')}</g>{element('3', namespace=CLR_NAMESPACE)}{element('4')}")
    carried = extract(image).carried
    assert [one.content for one in carried] == [b"1", b"2", b"3", b"4"]
    assert [image[one.where : one.where + 4] for one in carried] == [b"<ob:"] * 4


@pytest.mark.parametrize(
    "decoy",
    [
        f"<!-- {element('{}')} -->",
        f"<style><![CDATA[ {element('{}')} ]]></style>",
        f"<?decoy {element('{}')} ?>",
        element("{}", namespace="https://purl.imsglobal.org/ob/v3p0/"),
        element("{}", namespace="https://purl.imsglobal.org/ob/v3p0 "),
        element("{}", local="assertion"),
        element("{}", local="Credential"),
        element("{}", namespace=OB2_NAMESPACE),
        "<credential>{}</credential>",
        '<openbadges:credential xmlns:openbadges="https://else.example/">{}</openbadges:credential>',
    ],
)
def test_what_only_looks_like_a_credential_element_is_none(decoy: str) -> None:
    assert extract(baking.svg(decoy)).carried == ()


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE svg []>",
        "<!DOCTYPE svg [ <!-- > --> ]>",
        '<!DOCTYPE svg SYSTEM ">[" [<!ENTITY x "{}">]>',
        '<!DOCTYPE svg [<!ENTITY x "{}">]>',
        '<!DOCTYPE svg [<!ATTLIST credential verify CDATA "a.b.c">]>',
        "<!DOCTYPE svg><!DOCTYPE svg>",
        "<!DOCTYPE svg PUBLIC nobody>",
        "<!DOCTYPE svg SYSTEM>",
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd" [<!ENTITY % y SYSTEM "https://evil.example/y"> %y;]>',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_with_declarations_is_refused_before_anything_in_it_is_read(declared: str) -> None:
    error = refused(baking.svg(element("{}") + ("&x;" if "ENTITY x" in declared else ""), declare=declared))
    assert error.code in ("bake_svg_dtd", "bake_svg_malformed")
    assert error.code == "bake_svg_dtd" or "[" not in declared
    with pytest.raises(BakeError):
        bake(baking.svg(declare=declared), TOKEN)


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (IMAGE[:-4], "bake_svg_malformed"),
        (IMAGE + b"<svg/>", "bake_svg_malformed"),
        (baking.svg("&nbsp;"), "bake_svg_malformed"),
        (baking.svg("<x:g/>"), "bake_svg_malformed"),
        (baking.svg('<g a="1" a="2"/>'), "bake_svg_malformed"),
        (baking.svg("\x01"), "bake_svg_malformed"),
        (baking.svg("&#0;"), "bake_svg_malformed"),
        (IMAGE.replace(b"circle", b"\xff\xff"), "bake_svg_malformed"),
        (b"\xff\xfe" + IMAGE.decode().encode("utf-16-le"), "bake_svg_malformed"),
        (b"\xff\xfe" + IMAGE.decode().replace("UTF-8", "UTF-16").encode("utf-16-le")[:-1], "bake_svg_malformed"),
        (IMAGE.replace(b"UTF-8", b"UTF-16"), "bake_svg_malformed"),
        (b"\xef\xbb\xbf" + IMAGE.replace(b"UTF-8", b"ISO-8859-1"), "bake_svg_encoding"),
        (b"\xef\xbb\xbf" + IMAGE.replace(b"UTF-8", b"us-ascii"), "bake_svg_encoding"),
        (b"\xff\xfe" + IMAGE.decode().replace("UTF-8", "US-ASCII").encode("utf-16-le"), "bake_svg_encoding"),
        (IMAGE.replace(b"UTF-8", b"US-ASCII").replace(b"circle", b"c\xe9"), "bake_svg_malformed"),
        (IMAGE.replace(b"UTF-8", b"latin1"), "bake_svg_encoding"),
        (IMAGE.replace(b"UTF-8", b"ISO-8859-15"), "bake_svg_encoding"),
        (IMAGE.replace(b"UTF-8", b"windows-1252"), "bake_svg_encoding"),
        (IMAGE.replace(b"UTF-8", b"utf-7"), "bake_svg_encoding"),
        (IMAGE.replace(b"UTF-8", b"no-such-thing"), "bake_svg_encoding"),
        (IMAGE.replace(SVG_NAMESPACE.encode(), b"http://www.w3.org/2000/svg/"), "bake_svg_root"),
        (b"<svg/>", "bake_svg_root"),
        (f"<s:svg xmlns:s='{OB3_NAMESPACE}'/>".encode(), "bake_svg_root"),
        (baking.svg("<g>" * 256 + "</g>" * 256), "bake_svg_depth"),
        (baking.svg("<g/>" * 200_000), "bake_svg_elements"),
        (baking.svg("<g a='' b='' c=''/>" * 50_000), "bake_svg_elements"),
        (baking.svg("<g " + " ".join(f"a{number} = '>'" for number in range(1001)) + "/>"), "bake_svg_attributes"),
        (baking.svg(f"<x:g xmlns:x='{'u' * 1025}'/>"), "bake_svg_namespace"),
        (baking.svg(element("{<g/>}")), "bake_svg_nested"),
        (baking.svg(element(element("{}"))), "bake_svg_nested"),
        (baking.svg(element("{}") * 9), "bake_too_many"),
        (baking.svg(element("a" * (_limits.CREDENTIAL_BYTES + 1))), "bake_too_large"),
        (baking.svg(element("é" * (_limits.CREDENTIAL_BYTES // 2 + 1))), "bake_too_large"),
        (baking.svg(element(verify="a" * (_limits.CREDENTIAL_BYTES + 1))), "bake_too_large"),
    ],
)
def test_an_svg_that_cannot_be_trusted_is_refused_for_its_reason(image: bytes, code: str) -> None:
    assert refused(image).code == code


PLAIN_TYPES = [
    "<!DOCTYPE svg>",
    "<!-- <!DOCTYPE svg [ --><?pi <!DOCTYPE ?>\n<!DOCTYPE svg\n>",
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    "<!DOCTYPE svg SYSTEM 'https://else.example/>[<!ENTITY x \"y\">]'>",
    '<!DOCTYPE svg SYSTEM "<!--">',
]
"""Document types that declare nothing themselves."""


@pytest.mark.parametrize("declared", PLAIN_TYPES)
@pytest.mark.parametrize(("mark", "encoding"), ENCODINGS)
def test_a_document_type_without_declarations_is_passed_over_and_kept(
    declared: str, mark: bytes, encoding: str
) -> None:
    source = baking.svg(declare=declared).decode().replace(' encoding="UTF-8"', "")
    image = mark + source.encode(encoding)
    for credential in (TOKEN, text(CREDENTIAL)):
        baked = bake(image, credential)
        assert declared.encode(encoding) in baked
        assert unbake(baked) == credential
        split = len(mark) + len(source[: source.index("\n  <circle")].encode(encoding))
        assert baked[:split] == image[:split]
        assert baked.endswith(image[split:])


@pytest.mark.parametrize("declared", PLAIN_TYPES[1:])
def test_an_entity_that_only_a_document_type_elsewhere_could_define_is_refused(declared: str) -> None:
    """A reader that fetched it would see another credential than one that does not."""
    for inside in (element("&x;"), element(verify="a.b.c&x;"), element("{}") + "<g title='&x;'/>", "&x; -->"):
        assert refused(baking.svg(inside, declare=declared)).code == "bake_svg_malformed"


def test_the_line_of_what_is_wrong_counts_the_lines_of_the_document_type() -> None:
    error = refused(baking.svg("\n</g>", declare=PLAIN_TYPES[2] + "\n"))
    assert "line 5, column 3" in str(error)


@pytest.mark.parametrize("name", ["ISO-8859-1", "iso-8859-1", "US-ASCII"])
@pytest.mark.parametrize("credential", [text(CREDENTIAL), TOKEN, text({"x": "]]>é\x85\u20ac😀]]>"})])
def test_an_encoding_of_single_bytes_is_read_and_what_it_lacks_is_written_as_a_reference(
    name: str, credential: bytes
) -> None:
    letters = "ö" if name.lower() == "iso-8859-1" else "o"
    source = f'<?xml version="1.0" encoding="{name}"?><svg xmlns="{SVG_NAMESPACE}"><title>{letters}</title></svg>'
    image = source.encode(name)
    baked = bake(image, credential, keyword="openbadgecredential")
    assert unbake(baked) == credential
    first = found(baked)
    assert credential.decode() in (first.text, first.get("verify"))
    split = source.index("<title>")
    assert baked[:split] == image[:split]
    assert baked.endswith(image[split:])
    assert not set(baked[split : len(baked) - len(image) + split]) & set(range(0x80, 0xA0))
    assert bake(bake(image, TOKEN), credential, keyword="openbadgecredential", replace=True) == baked


def test_a_crowded_tag_is_refused_in_utf_16_too() -> None:
    crowded = "<svg " + " ".join(f"a{number}='㰀'" for number in range(1001)) + "/>"
    assert refused(b"\xfe\xff" + crowded.encode("utf-16-be")).code == "bake_svg_attributes"


def test_json_with_many_names_behind_a_less_than_sign_is_no_crowded_tag() -> None:
    document = CREDENTIAL | {"x": "a <b", **{f"name{number}": "value" for number in range(5000)}}
    assert unbake(bake(IMAGE, text(document))) == text(document)


def test_a_malformed_svg_is_refused_at_its_line_and_offset() -> None:
    image = baking.svg("\n</g>")
    error = refused(image)
    assert error.where == image.index(b"</g>") + 2
    assert "line 3, column 3" in str(error)


@pytest.mark.slow
def test_a_learner_record_may_be_larger_than_a_badge() -> None:
    record = text(CLR | {"name": "<" * _limits.CREDENTIAL_BYTES})
    assert unbake(bake(IMAGE, record)) == record
