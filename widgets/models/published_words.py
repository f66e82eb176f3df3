"""The quality codes of a published figure as words: how exact it is, and what is odd about the way it was printed."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ioc.domain.indicators import Published

QUALIFIERS = {
    "derived": QT_TRANSLATE_NOOP("published", "computed from other figures of the source"),
    "over": QT_TRANSLATE_NOOP("published", "the source says: more than"),
    "range": QT_TRANSLATE_NOOP("published", "the source gives a range"),
    "approx": QT_TRANSLATE_NOOP("published", "the source says: about"),
    "approx_below": QT_TRANSLATE_NOOP("published", "the source says: almost"),
}
FLAGS = {
    "rounding_mismatch": QT_TRANSLATE_NOOP("published", "the rounding does not agree"),
    "typo_in_label": QT_TRANSLATE_NOOP("published", "misprint in the label"),
    "typo_in_text": QT_TRANSLATE_NOOP("published", "misprint in the text"),
    "ambiguous_scope": QT_TRANSLATE_NOOP("published", "unclear what is counted"),
    "ambiguous_unit": QT_TRANSLATE_NOOP("published", "unclear unit of measure"),
    "malformed_number": QT_TRANSLATE_NOOP("published", "malformed number"),
    "denominator_missing": QT_TRANSLATE_NOOP("published", "denominator not stated"),
    "period_break": QT_TRANSLATE_NOOP("published", "break between periods"),
    "truncated_sentence": QT_TRANSLATE_NOOP("published", "sentence cut off"),
    "same_date_as_portal": QT_TRANSLATE_NOOP("published", "same date as the portal"),
    "duplicate_item": QT_TRANSLATE_NOOP("published", "an item is listed twice"),
    "cross_check": QT_TRANSLATE_NOOP("published", "checked against another figure"),
    "basis_missing": QT_TRANSLATE_NOOP("published", "basis not stated"),
    "wrong_acronym": QT_TRANSLATE_NOOP("published", "wrong acronym"),
    "ratio_mismatch": QT_TRANSLATE_NOOP("published", "the share does not follow from its parts"),
    "nbsp_after_number": QT_TRANSLATE_NOOP("published", "no-break space after the number"),
    "unit_conflict": QT_TRANSLATE_NOOP("published", "two units of measure for one figure"),
    "missing_space": QT_TRANSLATE_NOOP("published", "number and word run together"),
    "furniture": QT_TRANSLATE_NOOP("published", "a counter of the web page, not of the report"),
    "repeated_phrase": QT_TRANSLATE_NOOP("published", "repeated phrase"),
    "odd_qualifier": QT_TRANSLATE_NOOP("published", "odd wording before an exact figure"),
    "mixed_decimal_separator": QT_TRANSLATE_NOOP("published", "mixed decimal marks"),
    "missing_thousands_separator": QT_TRANSLATE_NOOP("published", "thousands mark missing"),
    "target_or_result": QT_TRANSLATE_NOOP("published", "may be a target rather than a result"),
    "open_list": QT_TRANSLATE_NOOP("published", "counted from an open list"),
    "period_after_publication": QT_TRANSLATE_NOOP("published", "the period ends after the publication"),
    "count_mismatch": QT_TRANSLATE_NOOP("published", "the count does not agree with the list"),
}


def note(published: Published) -> str:
    """Qualifier, flag and note in one line; an unknown code is shown as it stands. Empty for an exact, plain figure."""
    qualifier = "" if published.qualifier == "exact" else published.qualifier
    parts = (_say(QUALIFIERS, qualifier), _say(FLAGS, published.flag), published.note)
    return " · ".join(part for part in parts if part)


def _say(words: dict[str, str], code: str) -> str:
    known = words.get(code)
    return QCoreApplication.translate("published", known) if known else code.replace("_", " ")
