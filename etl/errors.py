"""Why a file or a number could not be taken: one exception a cause, each with place and remedy."""

from __future__ import annotations

from typing import ClassVar


class JuesuanError(Exception):
    """Base of every refusal of this program; the message is fit to be shown to an analyst."""


class UnreadableFile(JuesuanError):
    """A file that cannot become a report; it goes to quarantine whole and the run goes on.

    `reason` says what was found at which place, `expected` what was looked for, `remedy` what to do next. `code` is the
    stable name of the cause (``empty_file``, ``no_unit``, …) that quarantine rows are counted by.
    """

    code: ClassVar[str] = "unreadable"

    def __init__(self, reason: str, *, expected: str = "", remedy: str = "", place: str = "") -> None:
        self.reason, self.expected, self.remedy, self.place = reason, expected, remedy, place
        parts = [f"{place}：{reason}" if place else reason]
        if expected:
            parts.append(f"应为：{expected}")
        if remedy:
            parts.append(f"处理：{remedy}")
        super().__init__("；".join(parts))


class EmptyFile(UnreadableFile):
    """Nothing is printed in the file."""

    code = "empty_file"


class NotText(UnreadableFile):
    """The bytes are no text in any encoding that reports are published in, or a format that is not read."""

    code = "not_text"


class TooLarge(UnreadableFile):
    """The file is larger than the limit in the settings."""

    code = "too_large"


class TooSlow(UnreadableFile):
    """Reading took longer than the limit in the settings."""

    code = "too_slow"


class ParserDied(UnreadableFile):
    """The process that read the file ended without an answer."""

    code = "parser_died"


class NotFinalAccounts(UnreadableFile):
    """The document is no final-accounts report: a budget, an empty template, or something else."""

    code = "not_final_accounts"


class EmptyTemplate(NotFinalAccounts):
    """The form of a final-accounts report in which nothing has been filled in."""

    code = "empty_template"


class NoFiscalYear(UnreadableFile):
    """No fiscal year has enough evidence."""

    code = "no_fiscal_year"


class NoUnitName(UnreadableFile):
    """No organisation's name has enough evidence."""

    code = "no_unit"


class SeveralUnits(UnreadableFile):
    """The file holds the reports of more than one unit."""

    code = "several_units"


class NoMoneyUnit(UnreadableFile):
    """Amounts are printed whose unit, 元 or 万元, is stated nowhere."""

    code = "no_money_unit"


class BadReportJson(UnreadableFile):
    """A Report file that does not follow the published JSON Schema."""

    code = "bad_report_json"


# --- formats: what extract refuses ------------------------------------------------------------------------------------


class UnsupportedFormat(UnreadableFile):
    """The bytes are of a format that is not read: a picture, an old Word file, an executable, another archive."""

    code = "unsupported_format"


class DamagedFile(UnreadableFile):
    """The format is known but its parts do not fit together: cut off, overwritten, wrongly written."""

    code = "damaged_file"


class EncryptedFile(UnreadableFile):
    """The file opens with a password only."""

    code = "encrypted_file"


class MacroFile(UnreadableFile):
    """The file carries macros; such files are not opened."""

    code = "macro_file"


class UnsafeArchive(UnreadableFile):
    """An archive beyond the limits: too many members, too large, too deep, compressed like a bomb."""

    code = "unsafe_archive"


class UnsafeMarkup(UnreadableFile):
    """XML or HTML that declares entities or is nested beyond the limit."""

    code = "unsafe_markup"


class ScannedPages(UnreadableFile):
    """Pages are pictures without text; half a report is none, so the whole file is refused and the pages are named."""

    code = "scanned_pages"


class UndecodableText(UnreadableFile):
    """Text whose characters cannot be told from the file (fonts without a mapping to Unicode)."""

    code = "undecodable_text"


class FileChanged(UnreadableFile):
    """The file was written to while it was read."""

    code = "file_changed"


class SeveralDocuments(UnreadableFile):
    """An archive of several documents was given where one is read."""

    code = "several_documents"


# --- end of formats -----------------------------------------------------------------------------------------------------


class DatabaseUnavailable(JuesuanError):
    """The database cannot be reached or is not at the expected schema revision."""
