import io
import zlib
from typing import Any

import png
import pytest
from PIL import Image

import baking
from baking import ASSERTION, CLR, CREDENTIAL, END, HEADER, SIGNATURE, chunk, itxt, text, token
from mexbadge import _limits
from mexbadge.bake import Carried, bake, extract, unbake
from mexbadge.errors import BakeError

TOKEN = token(CREDENTIAL)
IMAGE = baking.png()


def refused(image: bytes) -> BakeError:
    with pytest.raises(BakeError) as caught:
        extract(image)
    return caught.value


@pytest.mark.parametrize(
    ("credential", "keyword"),
    [
        (text(CREDENTIAL), "openbadgecredential"),
        (TOKEN, "openbadgecredential"),
        (text(CLR), "clrcredential"),
        (token(CLR), "clrcredential"),
        (text(ASSERTION), "openbadges"),
        (token(ASSERTION), "openbadges"),
        (b"https://badges.college.example/assertions/1", "openbadges"),
    ],
)
def test_a_baked_png_carries_exactly_one_credential_under_its_keyword(credential: bytes, keyword: Any) -> None:
    extraction = extract(bake(IMAGE, credential))
    assert extraction.kind == "png"
    assert extraction.carried == (Carried(keyword, credential, where=33),)
    assert extraction.problems == ()


def test_the_chunk_stands_behind_the_header_uncompressed_and_all_else_stays() -> None:
    image = baking.png(chunk(b"tEXt", b"Title\0A badge"), after=b"trailing bytes \0\xff")
    assert bake(image, TOKEN) == image[:33] + itxt(TOKEN) + image[33:]


def test_pypng_and_pillow_read_the_chunk_and_the_same_pixels() -> None:
    baked = bake(IMAGE, text(CREDENTIAL))
    kinds = [kind for kind, _ in png.Reader(bytes=baked).chunks()]
    assert kinds == [b"IHDR", b"iTXt", b"IDAT", b"IEND"]
    with Image.open(io.BytesIO(baked), formats=["PNG"]) as after, Image.open(io.BytesIO(IMAGE)) as before:
        assert after.info["openbadgecredential"] == text(CREDENTIAL).decode()
        assert after.tobytes() == before.tobytes()


def test_blanks_and_a_byte_order_mark_around_the_credential_are_dropped() -> None:
    assert unbake(bake(IMAGE, b"\xef\xbb\xbf\r\n " + TOKEN + b"\r\n")) == TOKEN


def test_a_second_badge_is_refused_with_a_next_step() -> None:
    with pytest.raises(BakeError) as caught:
        bake(bake(IMAGE, TOKEN), text(ASSERTION))
    assert (caught.value.code, caught.value.where) == ("bake_already", 33)
    assert "--replace" in str(caught.value.hint)


def test_replacing_removes_every_credential_chunk_of_every_keyword_and_type() -> None:
    other = chunk(b"tEXt", b"Title\0A badge")
    image = baking.png(
        chunk(b"tEXt", b"openbadges\0https://old.example/1"),
        other,
        chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"{}")),
        itxt(b"{}"),
        itxt(b"{}", b"clrcredential"),
        itxt(b"x", b"openbadges", flag=1, method=0),
        itxt(b"broken")[:-1] + b"\0",
    )
    assert bake(image, TOKEN, replace=True) == bake(baking.png(other), TOKEN)


def test_a_given_keyword_is_used_as_it_is() -> None:
    (carried,) = extract(bake(IMAGE, TOKEN, keyword="openbadges")).carried
    assert carried == Carried("openbadges", TOKEN, 33)


def test_a_language_tag_and_a_translated_keyword_are_no_part_of_the_content() -> None:
    image = baking.png(itxt(b'{"a":1}', language=b"fr-CA", translated="attestation é".encode()))
    assert unbake(image) == b'{"a":1}'


def test_a_compressed_chunk_is_read_with_a_warning() -> None:
    extraction = extract(baking.png(itxt(zlib.compress(TOKEN), flag=1)))
    assert extraction.carried == (Carried("openbadgecredential", TOKEN, 33, compressed=True),)
    assert [(problem.code, problem.where) for problem in extraction.problems] == [("bake_compressed", 33)]


def test_an_old_text_chunk_with_an_address_is_read() -> None:
    extraction = extract(baking.png(chunk(b"tEXt", b"openbadges\0https://old.example/1")))
    assert extraction.carried == (Carried("openbadges", b"https://old.example/1", 33, legacy=True),)
    assert extraction.problems == ()


def test_a_compressed_old_text_chunk_is_read_with_a_warning() -> None:
    extraction = extract(baking.png(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"{}"))))
    assert extraction.carried == (Carried("openbadges", b"{}", 33, legacy=True, compressed=True),)
    assert [problem.code for problem in extraction.problems] == ["bake_compressed"]


def test_a_new_keyword_in_an_old_kind_of_chunk_is_read_with_a_warning() -> None:
    extraction = extract(baking.png(chunk(b"tEXt", b"openbadgecredential\0" + TOKEN)))
    assert extraction.carried[0].legacy
    assert [problem.code for problem in extraction.problems] == ["bake_legacy"]


def test_other_text_chunks_carry_no_badge() -> None:
    others = [
        b"OpenBadges\0{}",
        b"openbadges2\0{}",
        b"openbadgecredentials\0{}",
        b"Comment\0openbadges\0{}",
        b"",
        b"\0",
    ]
    assert (
        extract(baking.png(*(chunk(b"tEXt", other) for other in others), itxt(b"{}", b"XML:com.adobe"))).carried == ()
    )


def test_a_chunk_without_content_is_reported_and_never_unbaked() -> None:
    image = baking.png(itxt(b""))
    extraction = extract(image)
    assert extraction.carried == (Carried("openbadgecredential", b"", 33),)
    assert [problem.code for problem in extraction.problems] == ["bake_content_empty"]
    with pytest.raises(BakeError) as caught:
        unbake(image)
    assert caught.value.code == "bake_content_empty"


def test_a_png_without_a_badge_says_what_may_have_happened() -> None:
    assert extract(IMAGE).carried == ()
    with pytest.raises(BakeError) as caught:
        unbake(IMAGE)
    assert caught.value.code == "bake_no_badge"
    assert "screenshot" in str(caught.value.hint)
    assert "QR code" in str(caught.value.hint)
    assert "capture d'écran" in str(caught.value.problem.hint("fr"))


def test_two_chunks_are_both_reported_and_unbaked_only_if_they_agree() -> None:
    assert len(extract(baking.png(itxt(TOKEN), itxt(b"{}"))).carried) == 2
    assert unbake(baking.png(itxt(TOKEN), itxt(TOKEN + b"\n"))) == TOKEN
    with pytest.raises(BakeError) as caught:
        unbake(baking.png(itxt(TOKEN), itxt(b"{}")))
    assert caught.value.code == "bake_two_badges"


def test_the_newer_keyword_counts_where_two_stand() -> None:
    assert unbake(baking.png(itxt(b'{"v":2}', b"openbadges"), itxt(b'{"v":3}'))) == b'{"v":3}'
    assert unbake(baking.png(itxt(b'{"v":2}', b"openbadges"), itxt(b'{"v":3}', b"clrcredential"))) == b'{"v":3}'


def test_every_flipped_bit_of_a_credential_chunk_is_noticed() -> None:
    baked = bake(IMAGE, b'{"a":1}')
    end = 33 + len(itxt(b'{"a":1}'))
    for bit in range(33 * 8, end * 8):
        changed = bytearray(baked)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            found = extract(bytes(changed)).carried
        except BakeError:
            continue
        assert found == (), bit


@pytest.mark.parametrize("cut", range(8, len(baking.png(itxt(TOKEN)))))
def test_a_png_that_is_cut_off_anywhere_is_refused(cut: int) -> None:
    error = refused(baking.png(itxt(TOKEN))[:cut])
    assert error.code == "bake_png_truncated"
    assert isinstance(error.where, int)


def test_a_length_that_lies_is_refused_at_its_chunk() -> None:
    image = bytearray(bake(IMAGE, TOKEN))
    image[33:37] = b"\xff\xff\xff\xff"
    error = refused(bytes(image))
    assert (error.code, error.where) == ("bake_png_truncated", 33)
    assert "33" in str(error)


def test_a_wrong_checksum_of_a_credential_chunk_is_refused_at_its_offset() -> None:
    image = bytearray(bake(IMAGE, b'{"a":1}'))
    image[image.index(b'"a"') + 1] = ord("b")
    error = refused(bytes(image))
    assert (error.code, error.where) == ("bake_png_crc", 33)


def test_a_wrong_checksum_elsewhere_is_no_matter_of_the_badge() -> None:
    image = bytearray(bake(IMAGE, TOKEN))
    image[-13] ^= 1
    assert unbake(bytes(image)) == TOKEN


@pytest.mark.parametrize(
    "stray", [itxt(TOKEN), chunk(b"tEXt", b"openbadges\0x"), b"junk" + itxt(TOKEN, b"clrcredential")]
)
def test_a_badge_behind_the_end_is_refused(stray: bytes) -> None:
    error = refused(baking.png(after=stray))
    assert error.code == "bake_png_after_end"
    assert error.where == len(IMAGE) + stray.index(b"iTXt" if b"iTXt" in stray else b"tEXt") - 4
    with pytest.raises(BakeError):
        bake(baking.png(after=stray), TOKEN, replace=True)


def test_a_badge_before_the_header_is_refused() -> None:
    assert refused(SIGNATURE + itxt(TOKEN) + HEADER + END).code == "bake_png_before_header"


@pytest.mark.parametrize("first", [chunk(b"CgBI", b"\0\0\0\0"), chunk(b"IHDR", b"\0" * 12), END])
def test_a_png_begins_with_its_header(first: bytes) -> None:
    assert refused(SIGNATURE + first + HEADER + END).code == "bake_png_no_header"


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (b"\x89PNG\n\x1a\n" + HEADER, "bake_png_signature"),
        (SIGNATURE + HEADER + b"\0\0\0\0I\0AT" + bytes(8), "bake_png_chunk"),
        (baking.png(chunk(b"iTXt", b"openbadges")), "bake_png_layout"),
        (baking.png(chunk(b"iTXt", b"openbadges\0")), "bake_png_layout"),
        (baking.png(chunk(b"iTXt", b"openbadges\0\0\0")), "bake_png_layout"),
        (baking.png(chunk(b"iTXt", b"openbadges\0\0\0en\0")), "bake_png_layout"),
        (baking.png(chunk(b"tEXt", b"openbadges")), "bake_png_layout"),
        (baking.png(chunk(b"zTXt", b"openbadges\0")), "bake_png_layout"),
        (baking.png(chunk(b"zTXt", b"openbadges\0\1" + zlib.compress(b"{}"))), "bake_png_layout"),
        (baking.png(itxt(TOKEN, flag=2)), "bake_png_layout"),
        (baking.png(itxt(zlib.compress(TOKEN), flag=1, method=1)), "bake_png_layout"),
        (baking.png(itxt(TOKEN, flag=1)), "bake_png_inflate"),
        (baking.png(itxt(zlib.compress(TOKEN)[:-5], flag=1)), "bake_png_inflate"),
        (baking.png(itxt(zlib.compress(TOKEN) + b"more", flag=1)), "bake_png_inflate"),
        (baking.png(itxt(b'"\xff"')), "bake_not_utf8"),
        (baking.png(itxt(b"a\0b")), "bake_nul"),
        (baking.png(itxt(b"a" * (_limits.CREDENTIAL_BYTES + 1))), "bake_too_large"),
        (baking.png(*[itxt(b"a")] * 9), "bake_too_many"),
    ],
)
def test_a_malformed_png_is_refused_for_its_reason(image: bytes, code: str) -> None:
    assert refused(image).code == code


def test_a_decompression_bomb_is_refused_before_it_unfolds() -> None:
    bomb = zlib.compress(bytes(_limits.CREDENTIAL_BYTES + 1), 9)
    assert refused(baking.png(itxt(bomb, flag=1))).code == "bake_too_large"
    learner_record = zlib.compress(b"a" * _limits.BUNDLE_BYTES, 9)
    image = baking.png(*[itxt(learner_record, b"clrcredential", flag=1)] * 2)
    assert refused(image).code == "bake_too_large", "all chunks together have one bound"
    plain = itxt(b"a" * _limits.BUNDLE_BYTES, b"clrcredential")
    assert refused(baking.png(plain, itxt(b"a" * 100, b"openbadges"), itxt(bomb, flag=1))).code == "bake_too_large"


def test_a_learner_record_may_be_larger_than_a_badge() -> None:
    record = text(CLR | {"name": "a" * _limits.CREDENTIAL_BYTES})
    assert unbake(bake(IMAGE, record)) == record


def test_a_png_of_countless_chunks_is_refused() -> None:
    assert refused(SIGNATURE + HEADER + chunk(b"tEXt") * 100_000 + END).code == "bake_png_chunks"


def test_a_compression_method_without_compression_is_ignored() -> None:
    assert unbake(baking.png(itxt(b"{}", method=7))) == b"{}"


def test_an_image_beyond_its_bound_is_refused_coming_in_and_going_out() -> None:
    assert refused(SIGNATURE + bytes(_limits.IMAGE_BYTES)).code == "bake_image_too_large"
    filler = chunk(b"tEXt", bytes(_limits.IMAGE_BYTES - len(IMAGE) - 12))
    with pytest.raises(BakeError) as caught:
        bake(baking.png(filler), TOKEN)
    assert caught.value.code == "bake_image_too_large"
