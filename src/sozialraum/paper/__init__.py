"""Documents to print: said once as plain values, shown as a page (HTML) and on paper (PDF/UA)."""

from sozialraum.paper.document import (
    Block,
    Bullets,
    Columns,
    Document,
    Facts,
    Heading,
    Link,
    Notice,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    Quote,
    Said,
    Strong,
    Table,
    Text,
    of_chart,
    of_map,
    table_of,
)  # fmt: skip

__all__ = [
    "Block", "Bullets", "Columns", "Document", "Facts", "Heading", "Link", "Notice", "PageBreak", "Paragraph", "Part",
    "Picture", "Quote", "Said", "Strong", "Table", "Text", "of_chart", "of_map", "table_of",
]  # fmt: skip
