import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksama.evidence import streams
from saksama.evidence.streams import MAGIC, RECORD, SEALED_RECORD, Damaged

pytestmark = pytest.mark.rules
KEY = bytes(32)

SIZES = st.sampled_from([0, 1, RECORD - 1, RECORD, RECORD + 1, 2 * RECORD, 3 * RECORD + 5]) | st.integers(
    0, 3 * RECORD
)


def content(size: int) -> bytes:
    return bytes(number % 251 for number in range(997)) * (size // 997 + 1)


def seal(plain: bytes, piece: int = 10_000, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    sealer = streams.Sealer(out, key)
    for start in range(0, len(plain), piece):
        sealer.write(plain[start : start + piece])
    sealer.finish()
    return out.getvalue()


def unseal(sealed: bytes, key: bytes = KEY) -> bytes:
    with streams.opened(io.BytesIO(sealed), key) as file:
        return file.read()


@given(SIZES, st.sampled_from([1000, RECORD, 3 * RECORD]))
@settings(max_examples=40)
def test_what_was_sealed_is_read_back(size, piece):
    plain = content(size)[:size]
    assert unseal(seal(plain, piece)) == plain


def test_hash_is_of_the_plain_bytes():
    sealer = streams.Sealer(io.BytesIO(), KEY)
    sealer.write(b"sak")
    sealer.write(b"sama")
    assert sealer.finish() == hashlib.sha256(b"saksama").hexdigest()


@given(st.integers(0, 3 * RECORD), st.integers(0, 2 * RECORD))
@settings(max_examples=40)
def test_any_part_can_be_read(start, length):
    plain = content(3 * RECORD)[: 3 * RECORD]
    with streams.opened(io.BytesIO(seal(plain, RECORD)), KEY) as file:
        file.seek(start)
        assert file.read(length) == plain[start : start + length]
        assert file.seek(0, io.SEEK_END) == len(plain)


@given(st.integers(1, 2 * RECORD + 200))
@settings(max_examples=60)
def test_a_file_cut_short_anywhere_is_refused_before_a_byte_is_read(cut):
    sealed = seal(content(2 * RECORD + 100)[: 2 * RECORD + 100], RECORD)
    with pytest.raises(Damaged):
        streams.Opener(io.BytesIO(sealed[:-cut]), KEY)


@pytest.mark.parametrize("cut", [SEALED_RECORD, 2 * SEALED_RECORD])
def test_whole_records_cut_off_are_refused(cut):
    sealed = seal(content(3 * RECORD)[: 3 * RECORD], RECORD)
    with pytest.raises(Damaged):
        unseal(sealed[:-cut])


def test_swapped_repeated_dropped_and_appended_records_are_refused():
    sealed = seal(content(4 * RECORD)[: 4 * RECORD], RECORD)
    head, records = (
        sealed[: len(MAGIC)],
        [sealed[len(MAGIC) + number * SEALED_RECORD :][:SEALED_RECORD] for number in range(4)],
    )
    first, second, third, last = records
    for order in (
        [second, first, third, last],
        [first, first, third, last],
        [first, third, last],
        [first, second, third, last, last],
        [first, second, last, third],
    ):
        with pytest.raises(Damaged):
            unseal(head + b"".join(order))


@given(st.integers(0, 2 * SEALED_RECORD), st.integers(0, 7))
@settings(max_examples=40)
def test_a_changed_bit_anywhere_is_refused(place, bit):
    sealed = bytearray(seal(content(RECORD + 100)[: RECORD + 100], RECORD))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(Damaged):
        unseal(bytes(sealed))


def test_another_key_is_refused():
    with pytest.raises(Damaged):
        unseal(seal(b"x"), key=bytes([1]) * 32)


@pytest.mark.parametrize(
    "other", [b"", b"SAKSAMA1", b"SAKSAMA1" + bytes(15), b"plain text, not sealed at all"]
)
def test_what_is_no_sealed_file_is_refused(other):
    with pytest.raises(Damaged):
        unseal(other)
