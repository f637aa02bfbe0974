"""Every table, index and trigger that a library file of ours can have: anything else is a stranger's.

A migration that makes one adds its name here; a test compares this with what all migrations make.
"""

from __future__ import annotations

from typing import Final

TABLES: Final = frozenset(
    """
    accepted_finding access_entry addressing agreement agreement_party agreement_state
    agreement_text agreement_theme alembic_version amendment attachment biography border_paper
    brief calendar_mark call change checklist checklist_step citation column_memory
    contact_point correction cost country country_fact coverage data_request delegate
    disclosure disclosure_subject draft erasure external_key follow_up funding_programme gift
    group_member import_batch invitation item item_audience item_host item_resource
    kept_property kept_text leg leg_reference library_fact logo look_up media_mention
    membership merge muted_check need need_passed not_duplicate opening_hours organisation
    organisation_name organisation_seat outcome person person_key photo position posting
    private_detail programme_agreement programme_country programme_theme programme_visit
    publication published_entry release resource retention_rule ride room rooming saved_view
    search_entry signing site site_rule source step stored_file theme travel_time visit
    visit_agreement visit_copy visit_group visit_theme
    """.split()
)
"""All ordinary tables of the newest format; older ones have some of them."""

SEARCH: Final = "search_text"
SEARCH_TABLES: Final = frozenset(
    f"{SEARCH}{part}" for part in ("", "_data", "_idx", "_docsize", "_config", "_content")
)
"""The index of the search and the tables in which SQLite keeps it."""

VIRTUAL: Final = frozenset(
    {
        "CREATE VIRTUAL TABLE search_text USING fts5(folded, content='search_entry', content_rowid='number', tokenize='trigram', detail='full')",
        "CREATE VIRTUAL TABLE search_text USING fts5(grams, content='', contentless_delete=1, tokenize='ascii', detail='none')",
    }
)
"""How the index of the search was made, in all formats."""

INDEXES: Final = frozenset(
    """
    ix_accepted_finding_visit_id ix_access_entry_delegate_id ix_access_entry_site_id
    ix_addressing_organisation_id ix_addressing_person_id ix_addressing_visit_id
    ix_agreement_parent_id ix_agreement_party_agreement_id ix_agreement_party_organisation_id
    ix_agreement_party_signatory_id ix_agreement_state_agreement_id ix_agreement_supersedes_id
    ix_agreement_text_agreement_id ix_agreement_theme_agreement_id ix_agreement_theme_theme_id
    ix_agreement_visit_id ix_amendment_agreement_id ix_attachment_file_hash
    ix_attachment_subject ix_biography_person_id ix_border_paper_delegate_id ix_brief_item_id
    ix_brief_visit_id ix_call_funding_programme_id ix_change_person_id
    ix_change_row_word_row_id ix_change_step_number ix_change_visit_id
    ix_checklist_step_checklist_id ix_citation_source_id ix_citation_subject
    ix_contact_point_normal ix_contact_point_organisation_id ix_contact_point_person_id
    ix_correction_disclosure_id ix_correction_person_id ix_cost_delegate_id ix_cost_item_id
    ix_cost_payer_organisation_id ix_cost_visit_id ix_country_fact_source_id
    ix_coverage_organisation_id ix_data_request_person_id ix_delegate_organisation_id
    ix_delegate_person_id ix_delegate_visit_id ix_disclosure_subject_disclosure_id
    ix_disclosure_subject_person_id ix_disclosure_visit_id ix_erasure_person_id
    ix_external_key_organisation_id ix_external_key_person_id ix_external_key_scheme_value
    ix_follow_up_agreement_id ix_follow_up_checklist_id ix_follow_up_item_id
    ix_follow_up_organisation_id ix_follow_up_owner_id ix_follow_up_person_id
    ix_follow_up_status_due_on ix_follow_up_visit_id ix_funding_programme_organisation_id
    ix_gift_giver_id ix_gift_giver_organisation_id ix_gift_item_id ix_gift_receiver_id
    ix_gift_receiver_organisation_id ix_gift_visit_id ix_group_member_delegate_id
    ix_group_member_group_id ix_import_batch_visit_id ix_invitation_answered_by_id
    ix_invitation_item_id ix_invitation_organisation_id ix_invitation_visit_id
    ix_item_agreement_id ix_item_audience_delegate_id ix_item_audience_group_id
    ix_item_audience_item_id ix_item_host_item_id ix_item_host_organisation_id
    ix_item_host_person_id ix_item_resource_item_id ix_item_resource_resource_id
    ix_item_room_id ix_item_site_id ix_item_start_instant ix_item_visit_id
    ix_item_visit_id_start_local ix_kept_property_person_id ix_leg_from_site_id ix_leg_item_id
    ix_leg_reference_delegate_id ix_leg_reference_leg_id ix_leg_to_site_id
    ix_logo_organisation_id ix_look_up_person_id ix_media_mention_visit_id
    ix_membership_member_id ix_membership_organisation_id ix_merge_gone_id ix_merge_kept_id
    ix_muted_check_visit_id ix_need_delegate_id ix_need_passed_item_id ix_need_passed_need_id
    ix_not_duplicate_one_id ix_not_duplicate_other_id ix_opening_hours_site_id
    ix_organisation_name_organisation_id ix_organisation_parent_id
    ix_organisation_seat_organisation_id ix_organisation_sort_key_id
    ix_organisation_successor_id ix_outcome_agreement_id ix_outcome_item_id
    ix_outcome_visit_id ix_person_sort_key_id ix_photo_person_id ix_position_organisation_id
    ix_position_person_id ix_posting_organisation_id ix_posting_person_id
    ix_posting_posted_by_id ix_private_detail_person_id ix_programme_agreement_agreement_id
    ix_programme_agreement_funding_programme_id ix_programme_country_funding_programme_id
    ix_programme_theme_funding_programme_id ix_programme_theme_theme_id
    ix_programme_visit_funding_programme_id ix_programme_visit_visit_id
    ix_publication_visit_id ix_published_entry_publication_id ix_release_visit_id
    ix_resource_organisation_id ix_resource_person_id ix_resource_visit_id ix_ride_delegate_id
    ix_ride_item_id ix_ride_resource_id ix_room_site_id ix_rooming_delegate_id
    ix_rooming_item_id ix_signing_agreement_id ix_signing_item_id ix_site_organisation_id
    ix_site_rule_site_id ix_site_rule_source_id ix_site_sort_key ix_travel_time_from_site_id
    ix_travel_time_source_id ix_travel_time_to_site_id ix_visit_agreement_agreement_id
    ix_visit_agreement_visit_id ix_visit_copy_visit_id ix_visit_first_day_id
    ix_visit_group_visit_id ix_visit_host_organisation_id ix_visit_initiator_organisation_id
    ix_visit_successor_id ix_visit_theme_theme_id ix_visit_theme_visit_id
    """.split()
)

TRIGGERS: Final = {
    "change_is_not_deleted": "CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "change_is_not_updated": "CREATE TRIGGER change_is_not_updated BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
}
"""The triggers of a library, letter for letter."""

OF_SQLITE: Final = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
"""Tables that SQLite makes for itself."""
