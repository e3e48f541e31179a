"""Pages as JSON, CSV and Markdown: what every page has in common. No page here shows more than its own tables."""

import csv
import datetime
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.web.exports.addresses import Form, alternate_of, page_of
from curation.web.exports.tables import (
    DATE,
    EVIDENCE,
    PROOF,
    SOURCE,
    Column,
    Edition,
    ListPart,
    PageData,
    Table,
)
from curation.web.exports.writers import WRITERS
from frameworks.claims.columns import FRAMEWORK

EDITION = Edition(
    origin="https://plumbline.example",
    page="/frameworks/django/?as-of=2026-11-20",
    day=datetime.date(2026, 11, 20),
    version=1234,
    published=datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC),
)
LEVEL = Column("level", "not checked")
ORM = ("Django", "Built in", "Docs", "2026-11-18", "/evidence/django/orm/")


def written(form: Form, *tables: Table) -> str:
    return WRITERS[form](PageData("Django", tables), EDITION)


def support(*rows: tuple[str, ...], across: str = "") -> Table:
    return Table("support", "Feature support", [FRAMEWORK, LEVEL, *PROOF], rows, across)


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_alternate_has_its_suffix_after_the_last_segment() -> None:
    assert alternate_of("/frameworks/django/?as-of=2026-11-20", Form.CSV) == "/frameworks/django.csv?as-of=2026-11-20"


def test_an_alternate_leads_back_to_its_page() -> None:
    assert page_of("/evidence/django/5.2.md", Form.MARKDOWN) == "/evidence/django/5.2/"


def test_json_says_which_page_of_which_edition_it_is() -> None:
    document = json.loads(written(Form.JSON, support()))

    assert document["address"] == "https://plumbline.example/frameworks/django/?as-of=2026-11-20"
    assert (document["as_of"], document["data_version"]) == ("2026-11-20", 1234)
    assert document["generated_at"] == "2026-11-20T10:00:00+00:00"


def test_json_has_every_row_under_its_tables_name() -> None:
    rows = json.loads(written(Form.JSON, support(ORM)))["tables"]["support"]["rows"]

    assert rows == [
        {
            "framework": "Django",
            "level": "Built in",
            "source": "Docs",
            "date": "2026-11-18",
            "evidence": "https://plumbline.example/evidence/django/orm/",
        }
    ]


def test_a_number_stays_a_number_in_json() -> None:
    table = Table("counts", "Counts", [Column("guides")], [(0,)])

    assert json.loads(written(Form.JSON, table))["tables"]["counts"]["rows"] == [{"guides": 0}]


def test_a_part_of_a_long_list_says_which_it_is_and_where_the_next_is() -> None:
    address = "https://plumbline.example/releases.json?page=2"
    data, part = PageData("Releases", [support(ORM)]), replace(EDITION, part=ListPart(1, 81, address))

    document = json.loads(WRITERS[Form.JSON](data, part))

    assert (document["page"], document["pages"], document["next"]) == (1, 81, address)
    assert f"- Page 1 of 81, [the next]({address})" in WRITERS[Form.MARKDOWN](data, part)


def test_what_is_whole_has_no_pages() -> None:
    assert "pages" not in json.loads(written(Form.JSON, support()))


@pytest.mark.parametrize("form", Form)
def test_a_row_without_a_value_says_so_in_words(form: Form) -> None:
    text = written(form, support(("Flask", "", "", "", "")))

    assert "not checked" in text
    assert "nothing is claimed" in text


def test_one_table_is_a_plain_csv_whose_rows_end_with_the_edition() -> None:
    (row,) = csv_rows(written(Form.CSV, support(ORM)))

    assert list(row) == ["framework", "level", "source", "date", "evidence", "as_of", "data_version"]
    assert (row["as_of"], row["data_version"]) == ("2026-11-20", "1234")


def test_several_tables_share_a_csv_and_its_first_column_names_them() -> None:
    guides = Table("guides", "Guides", [Column("guide")], [("Pratt",)])

    rows = csv_rows(written(Form.CSV, support(ORM), guides))

    assert [(row["table"], row["framework"], row["guide"]) for row in rows] == [
        ("support", "Django", ""),
        ("guides", "", "Pratt"),
    ]


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"]), st.text(max_size=20))
def test_a_csv_cell_is_never_a_formula(start: str, rest: str) -> None:
    table = Table("notes", "Notes", [Column("note")], [(f"{start}{rest}",)])

    content = written(Form.CSV, table).partition("\r\n")[2]

    assert content.lstrip('"').startswith("'")


def test_markdown_makes_source_and_date_the_words_of_the_link() -> None:
    text = written(Form.MARKDOWN, support(ORM))

    assert "| Framework | Level | Evidence |" in text
    assert "| Django | Built in | [Docs, 2026-11-18](https://plumbline.example/evidence/django/orm/) |" in text


def test_markdown_sets_frameworks_beside_each_other_as_the_page_does() -> None:
    columns = [Column("feature"), FRAMEWORK, LEVEL]
    rows = [("ORM", "Django", "Built in"), ("ORM", "Flask", "Third-party")]

    text = written(Form.MARKDOWN, Table("features", "Features", columns, rows, across="framework"))

    assert "| Feature | Django | Flask |" in text
    assert "| ORM | Built in | Third-party |" in text


def test_a_table_without_rows_says_none_in_markdown() -> None:
    assert "## Feature support\n\nNone.\n" in written(Form.MARKDOWN, support())


def test_markdown_shows_markup_as_text() -> None:
    note = "a | b\n<script>alert(1)</script> [x](javascript:alert(1)) `*_"

    text = written(Form.MARKDOWN, Table("notes", "Notes", [Column("note")], [(note,)]))

    assert r"| a \| b &lt;script&gt;alert(1)&lt;/script&gt; \[x\](javascript:alert(1)) \`\*\_ |" in text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[", "//[x]"])
def test_an_address_that_is_none_of_the_web_is_no_link_in_markdown(address: str) -> None:
    columns = [Column("source"), Column("address", of=("source",))]

    text = written(Form.MARKDOWN, Table("sources", "Sources", columns, [("Docs", address)]))

    assert "](" not in text.partition("## Sources")[2]


@given(st.text(max_size=40))
def test_no_text_breaks_out_of_its_markdown_cell(note: str) -> None:
    text = written(Form.MARKDOWN, Table("notes", "Notes", [Column("note"), SOURCE, DATE, EVIDENCE], [(note, *ORM[2:])]))

    last = text.rstrip("\n").split("\n")[-1]
    assert last.replace("\\\\", "").replace("\\|", "").count("|") == 3
    assert "<" not in last


def test_markdown_leaves_what_is_missing_out_of_a_cell_but_says_what_is_known() -> None:
    columns = [Column("feature"), FRAMEWORK, LEVEL, Column("package", "no package named")]
    rows = [("ORM", "Django", "Built in", ""), ("ORM", "Flask", "", "")]

    text = written(Form.MARKDOWN, Table("features", "Features", columns, rows, across="framework"))

    assert "| ORM | Built in | not checked |" in text


def test_a_name_in_small_letters_stays_so_at_the_head_of_its_column() -> None:
    columns = [Column("feature"), FRAMEWORK, LEVEL]
    rows = [("ORM", "aiohttp", "Third-party"), ("ORM", "Pyramid & Co", "Third-party")]

    text = written(Form.MARKDOWN, Table("features", "Features", columns, rows, across="framework"))

    assert "| Feature | aiohttp | Pyramid &amp; Co |" in text
