"""Whatever leaves with a file is looked through, and what cannot be looked at is said."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.files.screening import screened
from gongkai.screening.documents import screen
from gongkai.screening.kinds import Kind, Part
from tests import samples
from tests.unit.gongkai.files.made import PNG
from tests.unit.gongkai.screening import made_files as made

NOT_EMBEDDED = Kind.NOT_SCREENED_EMBEDDED
NOT_ENCRYPTED = Kind.NOT_SCREENED_ENCRYPTED
NOT_PICTURE = Kind.NOT_SCREENED_PICTURE
NOT_TOO_MUCH = Kind.NOT_SCREENED_TOO_MUCH
NOT_UNREADABLE = Kind.NOT_SCREENED_UNREADABLE
ID, PHONE = samples.resident_id(7), samples.phone(3)
_BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def report(content, file_format):
    return screen(io.BytesIO(content), file_format)


def found(content, file_format):
    return [(each.kind, each.part, each.at) for each in report(content, file_format).findings]


def test_numbers_are_found_in_a_text_with_their_line():
    text = f"说明\n电话{PHONE}\n身份证{ID}\n".encode("gb18030")
    assert found(text, "text") == [
        (Kind.MOBILE, Part.LINE, "2"),
        (Kind.RESIDENT_ID, Part.LINE, "3"),
    ]


def test_a_number_that_is_spread_over_runs_is_one():
    content = made.word("第一段", [f"测试甲{ID[:5]}", ID[5:11], f"{ID[11:]}，"])
    assert found(content, "docx") == [(Kind.RESIDENT_ID, Part.PARAGRAPH, "2")]


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p><w:del><w:r><w:delText>{PHONE}</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{PHONE}</w:t></w:r></w:p>",
        f"<w:p><w:r><w:instrText>HYPERLINK tel:{PHONE}</w:instrText></w:r></w:p>",
        f"<w:p><w:r><w:txbx><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:txbx></w:r></w:p>",
        f"<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>{PHONE}</w:t></w:r></w:p>",
    ],
)
def test_what_a_program_does_not_show_leaves_all_the_same(body):
    assert [kind for kind, _, _ in found(made.raw_word(body), "docx")] == [Kind.MOBILE]


@pytest.mark.parametrize(
    ("name", "xml", "part"),
    [
        ("word/comments.xml", f"<a><p><t>{PHONE}</t></p></a>", Part.COMMENT),
        ("word/header1.xml", f"<a><p><t>{PHONE}</t></p></a>", Part.MARGIN),
        ("word/footnotes.xml", f"<a><p><t>{PHONE}</t></p></a>", Part.NOTE),
        ("docProps/core.xml", f"<a><creator>{PHONE}</creator></a>", Part.PROPERTY),
        ("customXml/item1.xml", f"<a><b>{PHONE}</b></a>", Part.PROPERTY),
        (
            "word/_rels/document.xml.rels",
            f'<a><Relationship TargetMode="External" Target="tel:{PHONE}"/></a>',
            Part.LINK,
        ),
    ],
)
def test_every_part_of_a_document_is_read(name, xml, part):
    content = made.raw_word("<w:p/>", {name: xml})
    assert [each.part for each in report(content, "docx").findings] == [part]


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><w:r><w:docPr descr="{PHONE}"/></w:r></w:p>',
        f'<w:p><w:r><w:docPr title="{PHONE}"/></w:r></w:p>',
        f'<w:p><w:ins w:author="{PHONE}"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
    ],
)
def test_what_pictures_and_changes_say_of_themselves_is_read(body):
    assert [kind for kind, _, _ in found(made.raw_word(body), "docx")] == [Kind.MOBILE]


def test_the_name_of_a_sheet_is_read():
    names = f'<workbook><sheets><sheet name="{ID}" sheetId="1"/></sheets></workbook>'
    content = made.workbook([], members={"xl/workbook.xml": names})
    assert found(content, "xlsx") == [(Kind.RESIDENT_ID, Part.FURTHER, "sheet")]


def test_the_tip_of_a_link_in_a_cell_is_read():
    link = (
        f'<worksheet><hyperlinks><hyperlink ref="A1" tooltip="{PHONE}"/></hyperlinks></worksheet>'
    )
    content = made.workbook([], members={"xl/worksheets/sheet2.xml": link})
    assert [kind for kind, _, _ in found(content, "xlsx")] == [Kind.MOBILE]


def test_cells_are_found_by_sheet_and_reference():
    content = made.workbook(
        [("A1", "s", 0), ("B2", "n", "1.3800000003E10"), ("C3", "str", ID), ("D4", "s", 0)],
        [f"电话{samples.phone(9)}", "机密★10年"],
    )
    assert found(content, "xlsx") == [
        (Kind.MOBILE, Part.CELL, "1!B2"),
        (Kind.RESIDENT_ID, Part.CELL, "1!C3"),
        (Kind.MOBILE, Part.CELL, "1!A1"),
        (Kind.SECRECY_MARK, Part.FURTHER, "sharedStrings"),
    ]


def test_small_numbers_of_a_sheet_are_nobodys():
    assert found(made.workbook([("A1", "n", "20261201"), ("A2", "n", "0.5")]), "xlsx") == []


def test_numbers_are_found_in_a_pdf_by_page():
    content = made.pdf("nothing here", f"call {PHONE}")
    assert found(content, "pdf") == [(Kind.MOBILE, Part.PAGE, "2")]
    assert report(content, "pdf").unscreened == ()


def test_properties_and_notes_of_a_pdf_are_read():
    def change(writer):
        writer.add_metadata({"/Author": f"测试甲 {PHONE}"})

    content = made.rewritten(made.pdf("x"), change)
    assert found(content, "pdf") == [(Kind.MOBILE, Part.PROPERTY, "info")]


def test_the_same_number_is_one_finding_with_how_often_it_stands():
    spaced = f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"
    told = report(f"甲{PHONE}\n乙{spaced}\n丙{PHONE}".encode(), "text").findings
    assert [(each.kind, each.at, each.times) for each in told] == [(Kind.MOBILE, "1", 3)]


def test_an_excerpt_masks_its_own_number_and_its_neighbours():
    (first, second) = report(f"测试甲{ID}电话{PHONE}".encode(), "text").findings
    for each, number in ((first, ID), (second, PHONE)):
        assert number not in each.excerpt
        assert PHONE not in each.excerpt
        assert number[:3] in each.excerpt
        assert number[3:-2] not in each.excerpt
    assert "测试甲" in first.excerpt


@pytest.mark.parametrize(
    ("content", "file_format", "why"),
    [
        (
            made.rewritten(made.pdf("x"), lambda w: w.encrypt("secret")),
            "pdf",
            NOT_ENCRYPTED,
        ),
        (made.pdf(""), "pdf", NOT_PICTURE),
        (
            made.rewritten(made.pdf("x"), lambda w: w.add_attachment("a.txt", b"x")),
            "pdf",
            NOT_EMBEDDED,
        ),
        (b"%PDF-1.7\nnothing", "pdf", NOT_UNREADABLE),
        (
            made.raw_word("<w:p/>", {"word/media/image1.png": PNG}),
            "docx",
            NOT_PICTURE,
        ),
        (
            made.raw_word("<w:p/>", {"word/embeddings/a.xlsx": b"x"}),
            "docx",
            NOT_EMBEDDED,
        ),
        (made.raw_word("<w:p>"), "docx", NOT_UNREADABLE),
        (b"PK\x03\x04nothing", "docx", NOT_UNREADABLE),
        (b"\xff\xfe\xff\xff\x80", "text", NOT_UNREADABLE),
    ],
)
def test_what_cannot_be_looked_at_is_said(content, file_format, why):
    told = report(content, file_format)
    assert told.findings == ()
    assert told.unscreened == (why,)


def test_a_pdf_that_only_locks_changes_is_read():
    content = made.rewritten(
        made.pdf(f"call {PHONE}"), lambda w: w.encrypt("", "owner", algorithm="AES-256")
    )
    assert found(content, "pdf") == [(Kind.MOBILE, Part.PAGE, "1")]


def test_entities_are_never_expanded():
    content = made.raw_word("<w:p/>", {"docProps/core.xml": f"{_BOMB}<a><b>&c;</b></a>"})
    assert report(content, "docx").unscreened == (NOT_UNREADABLE,)


def test_a_bomb_is_not_unpacked():
    content = made.raw_word("<w:p/>", {f"word/{n}.xml": bytes(64 << 20) for n in range(5)})
    assert len(content) < 1 << 20
    assert report(content, "docx").unscreened == (NOT_TOO_MUCH,)


def test_more_findings_than_anybody_looks_through_are_said():
    text = "\n".join(samples.phone(n) for n in range(400)).encode()
    told = report(text, "text")
    assert len(told.findings) == 300
    assert told.unscreened == (NOT_TOO_MUCH,)


async def test_the_bounded_process_tells_the_same(tmp_path):
    for content, file_format in (
        (made.word(f"电话{PHONE}"), "docx"),
        (made.pdf(f"call {PHONE}"), "pdf"),
    ):
        path = tmp_path / file_format
        path.write_bytes(content)
        with path.open("rb") as file:
            assert await screened(file, file_format) == report(content, file_format)


async def test_a_process_that_is_ended_by_its_bounds_says_so(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"1 2 3 4 5 6 7 8 9 " * 400_000)
    with path.open("rb") as file:
        told = await screened(file, "text", cpu_seconds=1)
    assert told.findings == ()
    assert told.unscreened == (NOT_TOO_MUCH,)


@given(st.binary(max_size=400), st.sampled_from(["docx", "xlsx", "pdf", "text"]))
def test_nothing_that_is_sent_makes_it_raise(content, file_format):
    report(content, file_format)


@given(st.text(max_size=60), st.integers(0, 9999), st.text(max_size=60))
def test_no_excerpt_quotes_a_number_whole(before, n, after):
    number = samples.phone(n)
    for each in report(f"{before}{number}{after}".encode("utf-8", "replace"), "text").findings:
        assert number not in each.excerpt
