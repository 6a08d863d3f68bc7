"""Templates that a college writes: mistakes are found before anything is sent, and no value becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.deliver import Link, Template, html_of
from mexbadge.errors import InputError

FIELDS = ("name", "link", "reason")
TEXT = "Subject: For {{ name }}\n\nHello {{ name }},\n\n{% if link %}\n{{ button(link, 'See it') }}\n{% endif %}\n"


def read(text: str) -> Template:
    return Template.read(text, source="mail/issued.en.md", fields=FIELDS)


def page(template: Template, **values: object) -> str:
    made = template.fill({"link": Link(""), "reason": "", **values})
    return html_of(made.markdown, footer="", subject=made.subject, language="en", main_link=str(values.get("link", "")))


def test_subject_text_and_html_say_the_same() -> None:
    made = read(TEXT).fill({"name": "Zoé", "link": Link("https://x.example/b/1/"), "reason": ""})
    assert made.subject == "For Zoé"
    assert made.text == "Hello Zoé,\n\nSee it: https://x.example/b/1/\n"
    html = page(read(TEXT), name="Zoé", link=Link("https://x.example/b/1/"))
    assert "Hello Zoé," in html
    assert 'href="https://x.example/b/1/"' in html
    assert 'class="button"' in html


def test_a_field_that_is_not_known_is_named_with_its_line_and_those_that_there_are() -> None:
    with pytest.raises(InputError) as raised:
        read("Subject: x\n\nHello,\n{{ nmae }}\n")
    error = raised.value
    assert (error.code, error.where, error.source) == ("deliver_template_field", 4, "mail/issued.en.md")
    assert "nmae" in str(error)
    assert error.hint is not None
    assert "link, name, reason" in error.hint


def test_a_field_that_is_not_known_in_the_subject_is_found_too() -> None:
    with pytest.raises(InputError) as raised:
        read("Subject: {{ nmae }}\n\nHello\n")
    assert raised.value.where == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Hello", "deliver_template_subject", 1),
        ("", "deliver_template_subject", 1),
        ("Subject:\n\nx", "deliver_template_subject", 1),
        ("Subject: x\n\na\n{% if name %}\n", "deliver_template_syntax", 4),
        ("Subject: x\n\n{{ name\n", "deliver_template_syntax", 3),
        ("Subject: x\n\n{{ name | nofilter }}\n", "deliver_template_syntax", 3),
    ],
)
def test_what_is_no_template_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert (raised.value.code, raised.value.where) == (code, line)


@pytest.mark.parametrize(
    "text",
    ["{{ name.__class__.__mro__ }}", "{{ name.nothing }}", "{{ button.__globals__ }}", "{{ name + 1 }}", "{{ 1/0 }}"],
)
def test_a_template_reaches_nothing_but_its_fields(text: str) -> None:
    template = read(f"Subject: x\n\n{text}\n")
    with pytest.raises(InputError) as raised:
        template.fill({"name": "Zoé", "link": Link(""), "reason": ""})
    assert raised.value.code in {"deliver_template_field", "deliver_template_fails"}


def test_windows_line_ends_a_byte_order_mark_and_a_french_subject_are_read() -> None:
    made = read("\ufeffObjet\u00a0: Bonjour\r\n\r\nUn.\r\nDeux.\r\n").fill({})
    assert (made.subject, made.text) == ("Bonjour", "Un.\nDeux.\n")


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://x.example/t.gif)",
    "**b**\n# h",
    "&lt;",
    "`c`",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_becomes_markup(value: str) -> None:
    html = page(read("Subject: x\n\n{{ name }}\n"), name=value)
    body = html.partition("<body")[2]
    for sign in ("<script", "<a ", "<img", "<strong", "<h1", "<code"):
        assert sign not in body
    plain = read("Subject: x\n\n{{ name }}\n").fill({"name": value, "link": Link(""), "reason": ""})
    assert plain.text.strip() == value


@given(st.text(max_size=80))
def test_whatever_a_value_is_the_page_has_only_our_elements(value: str) -> None:
    body = page(read("Subject: x\n\nA {{ name }} b\n"), name=value).partition("<body")[2]
    bare = page(read("Subject: x\n\nA {{ name }} b\n"), name="").partition("<body")[2]
    assert body.count("<") == bare.count("<")


def test_raw_html_in_a_template_is_shown_and_not_run() -> None:
    assert "<b>" not in page(read("Subject: x\n\n<b>x</b> <script>y</script>\n")).partition("<body")[2]


def test_the_page_fetches_nothing() -> None:
    html = page(read(TEXT), name="x", link=Link("https://x.example/"))
    for sign in ("<img", "<script", "<link", "url(", "@import", "@font-face", "src="):
        assert sign not in html
