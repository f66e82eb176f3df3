"""Figures that follow from others: totals are sums and shares are quotients of the simulated parts."""

from typing import NamedTuple

Key = tuple[str, str]
"""Indicator and unit of a series."""
Terms = tuple[str | float, ...]
"""Added up: indicators of the same unit ("-name" is subtracted) and fixed numbers."""


class Formula(NamedTuple):
    """A sum, or with a denominator a share in percent."""

    numerator: Terms
    denominator: Terms = ()
    printed_off: float = 0.0
    """By how much the source prints the share above what its own parts give."""

    @property
    def parts(self) -> tuple[Terms, Terms]:
        """Numerator and denominator."""
        return self.numerator, self.denominator


FORMULAS: dict[Key, Formula] = {
    ("dvctt_level3_online_rate", "vinh-long"): Formula(
        ("dvctt_level3_dossiers_online",), ("dvctt_level3_dossiers_online", "dvctt_level3_dossiers_offline")
    ),
    ("dvctt_level4_online_rate", "vinh-long"): Formula(
        ("dvctt_level4_dossiers_online",), ("dvctt_level4_dossiers_online", "dvctt_level4_dossiers_offline")
    ),
    ("dossiers_level34_total", "vinh-long"): Formula(
        (
            "dvctt_level3_dossiers_online",
            "dvctt_level3_dossiers_offline",
            "dvctt_level4_dossiers_online",
            "dvctt_level4_dossiers_offline",
        )
    ),
    # 16 of 866 are 1.85 %, printed "1,9%"
    ("bcci_tthc_active_rate", "vinh-long"): Formula(("bcci_tthc_active",), ("bcci_tthc_eligible",), 0.0524),
    ("dms_docs_total", "vinh-long"): Formula(("dms_docs_incoming", "dms_docs_outgoing")),
    ("dms_units", "vinh-long"): Formula(("dms_units_parent", "dms_units_subordinate")),
    ("cert_revoked_rate", "vinh-long"): Formula(("cert_revoked",), ("cert_active", "cert_revoked")),
    ("dvctt_level34_share", "ha-giang"): Formula(("dvctt_level3_count", "dvctt_level4_count"), ("tthc_online_total",)),
    ("onestop_coverage_rate", "ha-giang"): Formula(
        ("onestop_units_province", "onestop_units_district", "onestop_units_commune"), (228,)
    ),
    ("dms_docs_total", "ninh-thuan"): Formula(("dms_docs_incoming", "dms_docs_outgoing")),
    ("directive_tasks_assigned", "ninh-thuan"): Formula(("directive_tasks_done", 199)),
    ("directive_tasks_open", "ninh-thuan"): Formula(("directive_tasks_assigned", "-directive_tasks_done")),
    # 2,328 of 2,527 are 92.125 %, printed "92,14%"
    ("directive_on_time_rate", "ninh-thuan"): Formula(("directive_tasks_done",), ("directive_tasks_assigned",), 0.0151),
    ("cert_issued_total", "ninh-thuan"): Formula(
        ("cert_issued_org", "cert_issued_person_usb", "cert_issued_person_sim")
    ),
    ("npsp_tthc_coded_rate", "ninh-thuan"): Formula(("npsp_tthc_coded",), (1867,)),
    ("web_sites_total", "ninh-thuan"): Formula(
        ("web_sites_departments", "web_sites_districts", "web_sites_party_mass")
    ),
    ("hr_records_complete_rate", "hau-giang"): Formula(("hr_records_complete",), ("hr_records_total",)),
    ("dvctt_level4_share", "hau-giang"): Formula(("dvctt_level4_count",), ("tthc_total",)),
    ("npsp_level34_integration_rate", "hau-giang"): Formula(("npsp_tthc_level34_integrated",), (1456,)),
    ("pilot_commune_units", "long-an"): Formula(("pilot_communes", "pilot_wards")),
}
