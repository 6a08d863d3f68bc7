import pytest

import baking
from mexbadge.bake import extract, sniff
from mexbadge.errors import BakeError

FILES = [
    (baking.png(), "png"),
    (b"\x89PNG", "png"),
    (baking.svg(), "svg"),
    (b"\xef\xbb\xbf" + baking.svg(), "svg"),
    (b"\xff\xfe" + "<svg/>".encode("utf-16-le"), "svg"),
    (b"\xfe\xff" + "<!-- x --><svg:svg/>".encode("utf-16-be"), "svg"),
    (b" \n<!-- <html> --><?a b?>\n<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", "svg"),
    (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>', "svg"),
    (b"<!--" + b"x" * 100_000 + b"--><svg/>", "svg"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
    (b"GIF89a...", "gif"),
    (b"RIFF\n\0\0\0WEBPVP8 ", "webp"),
    (b"\0\0\0 ftypavif", "avif"),
    (b"\0\0\0 ftypheic", "heic"),
    (b"BM6\0\0\0\0\0\0\0", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\1\0\1", "ico"),
    (b"%PDF-1.7", "pdf"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"<!doctype html><html><body><svg/></body></html>", "html"),
    (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "html"),
    (b"<rss><svg/></rss>", "xml"),
    (b"<svgx/>", "xml"),
    (b"<!-- nothing -->", "xml"),
]
TEXTS = [
    b"",
    b"{}",
    b" {\n}",
    b"eyJhbGciOiJFZERTQSJ9.e30.AA",
    b"hello",
    b"< 3",
    b"<3",
    b"https://a.example",
    b"BM",
    b"[1]",
]


@pytest.mark.parametrize(("data", "kind"), FILES)
def test_a_file_is_known_by_how_it_begins(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize("data", TEXTS)
def test_text_is_no_image(data: bytes) -> None:
    assert sniff(data) is None


@pytest.mark.parametrize(("data", "kind"), [(data, kind) for data, kind in FILES if kind not in {"png", "svg", "gzip"}])
def test_a_file_that_only_has_the_name_of_an_image_is_called_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(BakeError) as caught:
        extract(data)
    assert (caught.value.code, caught.value.where) == ("bake_not_an_image", 0)
    assert kind.upper() in str(caught.value).upper()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bake_image_empty"),
        (b"\x1f\x8b\x08", "bake_svgz"),
        *[(data, "bake_unknown_file") for data in TEXTS if data],
    ],
)
def test_other_bytes_are_refused_with_a_sentence_of_their_own(data: bytes, code: str) -> None:
    with pytest.raises(BakeError) as caught:
        extract(data)
    assert caught.value.code == code
