"""Which tests hold each of the 88 rules for Open Badges 2.0 and before, by the number of the rule.

A test is named by its file under ``tests/unit`` and its function. Where a decision of the design overrides a rule, the
tests are those of the decision (4: 11, 58: 5, 67: 9, 70: 6).
"""

from collections.abc import Mapping
from typing import Final

_HOSTED: Final = "ob2/test_hosted.py"
_SIGNED: Final = "ob2/test_signed.py"
_STATUS: Final = "ob2/test_status.py"
_DATA: Final = "ob2/test_data.py"
_READING: Final = "ob2/test_reading.py"
_LEGACY: Final = "ob2/test_legacy.py"
_RECIPIENT: Final = "ob2/test_recipient.py"
_EXTENSIONS: Final = "ob2/test_extensions.py"
_ENDORSEMENTS: Final = "ob2/test_endorsements.py"
_INTAKE: Final = "ob2/test_intake.py"
_PNG: Final = "bake/test_png.py"
_SVG: Final = "bake/test_svg.py"
_SNIFF: Final = "bake/test_sniffing.py"
_HTTP: Final = "fetch/test_http.py"
_ADDRESSES: Final = "fetch/test_addresses.py"

RULES: Final[Mapping[int, tuple[tuple[str, str], ...]]] = {
    1: (
        (_INTAKE, "test_json_a_token_and_an_address_are_told_apart_by_content"),
        (_SNIFF, "test_a_file_is_known_by_how_it_begins"),
    ),
    2: ((_PNG, "test_a_baked_png_carries_exactly_one_credential_under_its_keyword"),),
    3: (
        (_PNG, "test_an_old_text_chunk_with_an_address_is_read"),
        (_INTAKE, "test_an_address_baked_into_an_image_is_fetched"),
    ),
    4: (
        (_PNG, "test_a_compressed_chunk_is_read_with_a_warning"),
        (_PNG, "test_two_chunks_are_both_reported_and_unbaked_only_if_they_agree"),
    ),
    5: (
        (_PNG, "test_a_second_badge_is_refused_with_a_next_step"),
        (_PNG, "test_replacing_removes_every_credential_chunk_of_every_keyword_and_type"),
    ),
    6: ((_PNG, "test_a_language_tag_and_a_translated_keyword_are_no_part_of_the_content"),),
    7: (
        (_SVG, "test_in_open_badges_2_the_text_counts"),
        (_SVG, "test_a_hosted_assertion_carries_its_address_beside_its_json"),
    ),
    8: (
        (_SVG, "test_a_baked_svg_carries_exactly_one_credential_in_its_element"),
        (_SVG, "test_a_document_type_with_declarations_is_refused_before_anything_in_it_is_read"),
    ),
    9: ((_PNG, "test_a_png_without_a_badge_says_what_may_have_happened"),),
    10: ((_INTAKE, "test_an_empty_object_is_never_valid"),),
    11: ((_SIGNED, "test_the_payload_must_be_an_object"),),
    12: (
        (_PNG, "test_a_decompression_bomb_is_refused_before_it_unfolds"),
        (_READING, "test_hostile_json_is_refused_without_a_crash"),
    ),
    13: (
        (_READING, "test_the_version_follows_from_context_and_shape"),
        (_INTAKE, "test_the_version_is_always_reported"),
    ),
    14: (
        (_READING, "test_a_value_under_a_name_without_a_meaning_does_not_count"),
        (_READING, "test_a_badge_object_without_json_ld_is_none"),
    ),
    15: (
        (_READING, "test_the_first_context_must_be_that_of_open_badges"),
        (_READING, "test_a_context_written_out_in_the_document_is_accepted"),
        (_READING, "test_an_unknown_context_is_left_out_unless_the_caller_brings_it"),
    ),
    16: (
        (_READING, "test_aliases_full_names_and_own_terms_mean_the_same"),
        (_DATA, "test_an_array_of_one_is_the_value"),
    ),
    17: (
        (_READING, "test_no_context_is_ever_fetched"),
        (_READING, "test_the_context_is_known_under_all_its_addresses"),
        (_EXTENSIONS, "test_an_extension_that_keeps_to_its_schema_passes"),
    ),
    18: ((_READING, "test_target_framework_has_two_meanings_and_both_are_read"),),
    19: (
        (_READING, "test_a_relative_address_stays_relative_and_is_refused"),
        (_READING, "test_a_type_without_a_meaning_stays_a_word_and_is_refused"),
    ),
    20: ((_READING, "test_both_names_of_a_verification_are_one_class"),),
    21: ((_READING, "test_languages_survive_reading"), (_DATA, "test_a_language_that_is_none_is_a_warning")),
    22: (
        (_HOSTED, "test_another_id_is_followed_with_a_warning_and_used_everywhere"),
        (_HOSTED, "test_an_id_that_cannot_be_fetched_is_not_replaced_by_the_copy_that_names_it"),
        (_HOSTED, "test_ids_that_refer_to_each_other_for_ever_end"),
        (_HOSTED, "test_an_id_that_redirects_for_ever_ends"),
    ),
    23: (
        (_HOSTED, "test_each_document_must_be_available"),
        (_HTTP, "test_a_redirect_is_followed_and_the_response_says_where_it_ended"),
    ),
    24: ((_HOSTED, "test_no_web_page_is_ever_asked_for"),),
    25: (
        (_HOSTED, "test_a_web_page_in_place_of_json_is_told_as_one"),
        (_HOSTED, "test_a_wrong_content_type_is_a_warning"),
    ),
    26: ((_STATUS, "test_gone_means_revoked_even_with_an_empty_body"),),
    27: (
        (_HOSTED, "test_what_is_out_of_reach_is_unknown_not_invalid"),
        (_HOSTED, "test_a_server_that_cannot_answer_now_leaves_the_question_open"),
    ),
    28: (
        (_ADDRESSES, "test_an_address_of_ones_own_network_is_refused_in_every_spelling"),
        (_HTTP, "test_where_a_redirect_leads_is_checked_like_any_address"),
    ),
    29: ((_HOSTED, "test_plain_http_is_a_warning"),),
    30: (
        (_DATA, "test_an_assertion_must_hold_what_the_standard_requires"),
        (_DATA, "test_an_optional_property_that_is_empty_is_absent"),
        (_DATA, "test_the_image_of_an_assertion_is_no_data"),
        (_DATA, "test_an_id_is_a_web_address_a_uuid_or_a_blank_node"),
    ),
    31: ((_DATA, "test_a_badge_class_must_hold_what_the_standard_requires"), (_DATA, "test_tags_may_be_many_texts")),
    32: (
        (_DATA, "test_an_issuer_must_hold_what_the_standard_requires"),
        (_DATA, "test_type_and_email_of_an_issuer_are_checked"),
        (_DATA, "test_telephone_numbers_are_international"),
        (_DATA, "test_an_issuer_may_have_many_keys"),
    ),
    33: (
        (_DATA, "test_an_issuer_id_that_is_no_web_address_is_a_warning"),
        (_HOSTED, "test_an_issuer_without_a_web_address_is_proven_by_nothing_and_the_report_says_so"),
    ),
    34: (
        (_DATA, "test_a_missing_hashed_means_false_with_a_warning"),
        (_DATA, "test_known_kinds_of_recipients"),
        (_DATA, "test_an_unknown_kind_of_recipient_is_a_warning"),
    ),
    35: (
        (_DATA, "test_hashes_pass_in_either_case"),
        (_DATA, "test_what_is_said_to_be_hashed_must_be_a_hash"),
        (_DATA, "test_what_is_said_to_be_plain_must_be_plain"),
        (_LEGACY, "test_sha1_is_read_in_old_badges_with_a_warning"),
    ),
    36: (
        (_DATA, "test_a_verification_is_hosted_or_signed"),
        (_DATA, "test_another_kind_of_verification_verifies_nothing"),
    ),
    37: (
        (_DATA, "test_an_allowed_origin_is_a_host_and_nothing_else"),
        (_DATA, "test_allowed_origins_may_have_ports"),
        (_DATA, "test_an_allowed_origin_that_is_a_number_is_a_warning"),
        (_DATA, "test_only_the_id_can_be_compared"),
        (_HOSTED, "test_an_allowed_origin_with_a_scheme_says_how_to_mend_it"),
    ),
    38: ((_DATA, "test_criteria_need_an_address_or_a_text"),),
    39: ((_DATA, "test_evidence_may_be_many_and_of_either_form"), (_HOSTED, "test_evidence_is_not_fetched")),
    40: ((_DATA, "test_alignments_need_a_name_and_an_address"),),
    41: (
        (_DATA, "test_image_data_that_is_neither_png_nor_svg_is_refused"),
        (_DATA, "test_the_image_of_a_badge_class_may_be_data"),
        (_HOSTED, "test_an_image_out_of_reach_is_a_warning"),
        (_HOSTED, "test_an_image_that_is_neither_png_nor_svg_is_refused"),
        (_HOSTED, "test_svg_with_parameters_in_its_type_passes"),
    ),
    42: ((_DATA, "test_an_issuer_may_have_many_keys"),),
    43: ((_STATUS, "test_a_malformed_list_is_not_accepted"), (_STATUS, "test_a_signed_badge_on_the_list_is_revoked")),
    44: ((_DATA, "test_an_endorsement_has_a_claim_with_an_id"),),
    45: ((_DATA, "test_language_version_and_related_are_allowed_everywhere"),),
    46: (
        (_DATA, "test_dates_with_a_zone_pass"),
        (_DATA, "test_other_dates_are_refused_with_the_way_to_mend_them"),
        (_DATA, "test_a_date_without_a_zone_says_how_to_mend_it"),
    ),
    47: ((_DATA, "test_more_than_one_value_where_one_belongs_is_refused"),),
    48: (
        (_DATA, "test_further_types_are_addresses_and_no_words_without_a_meaning"),
        (_DATA, "test_an_input_with_several_types_is_fine"),
    ),
    49: ((_HOSTED, "test_the_hosted_copy_counts_and_differences_are_told"),),
    50: (
        (_HOSTED, "test_hosted_json_without_an_address_proves_nothing"),
        (_LEGACY, "test_a_0_5_badge_in_hand_says_nothing_of_where_it_is"),
    ),
    51: (
        (_HOSTED, "test_an_embedded_badge_class_with_an_address_is_replaced_by_the_hosted_one"),
        (_HOSTED, "test_an_ephemeral_badge_class_is_allowed"),
        (_HOSTED, "test_a_badge_class_without_an_id_is_a_warning"),
    ),
    52: (
        (_HOSTED, "test_starts_with_may_have_several_values"),
        (_HOSTED, "test_starts_with_compares_the_host_whole"),
        (_HOSTED, "test_a_path_that_climbs_is_out_of_scope"),
    ),
    53: (
        (_HOSTED, "test_a_foreign_host_that_claims_another_issuer_is_out_of_scope"),
        (_HOSTED, "test_a_host_that_only_looks_alike_is_out_of_scope"),
        (_HOSTED, "test_allowed_origins_are_whole_hosts"),
        (_HOSTED, "test_hosts_are_compared_after_idna"),
        (_HOSTED, "test_an_address_with_a_user_name_is_none"),
    ),
    54: ((_HOSTED, "test_a_badge_class_on_another_origin_is_a_warning"),),
    55: ((_HOSTED, "test_an_issuer_without_a_web_address_is_proven_by_nothing_and_the_report_says_so"),),
    56: (
        (_STATUS, "test_a_hosted_badge_marked_as_revoked_is_revoked_with_its_reason"),
        (_STATUS, "test_a_revoked_assertion_needs_no_other_members"),
    ),
    57: ((_HOSTED, "test_the_policy_of_an_embedded_issuer_does_not_count"),),
    58: (
        (_SIGNED, "test_a_signed_badge_is_valid_with_each_kind_of_key"),
        (_SIGNED, "test_unusual_algorithms_of_rsa_keys_pass_with_a_warning"),
        (_SIGNED, "test_hs256_with_the_public_key_as_secret_is_refused"),
        (_SIGNED, "test_an_unsigned_token_is_refused"),
        (_SIGNED, "test_the_key_and_not_the_header_decides_the_algorithm"),
        (_SIGNED, "test_keys_that_the_header_offers_are_ignored"),
        (_SIGNED, "test_header_parameters_that_change_what_is_signed_are_refused"),
        (_SIGNED, "test_a_small_rsa_key_counts_only_with_compat_and_a_warning"),
    ),
    59: (
        (_SIGNED, "test_an_algorithm_in_the_wrong_case_is_explained"),
        (_SIGNED, "test_a_header_without_typ_is_fine"),
        (_SIGNED, "test_a_padded_token_is_read_with_a_warning_over_the_bytes_that_came"),
    ),
    60: (
        (_SIGNED, "test_the_payload_must_be_an_object"),
        (_SIGNED, "test_a_signed_badge_is_valid_with_each_kind_of_key"),
    ),
    61: (
        (_SIGNED, "test_a_key_that_the_issuer_does_not_list_does_not_count"),
        (_SIGNED, "test_without_creator_every_key_of_the_issuer_is_tried"),
    ),
    62: (
        (_SIGNED, "test_an_embedded_issuer_that_lists_the_attackers_key_is_not_believed"),
        (_SIGNED, "test_a_key_embedded_in_the_assertion_is_not_believed"),
    ),
    63: ((_SIGNED, "test_an_owner_that_is_not_the_issuer_is_a_warning"),),
    64: (
        (_SIGNED, "test_a_key_that_cannot_be_read_is_told"),
        (_SIGNED, "test_a_key_out_of_reach_among_several_leaves_the_question_open"),
        (_SIGNED, "test_pem_is_read_with_any_line_break"),
        (_SIGNED, "test_pkcs1_pem_is_read"),
    ),
    65: ((_SIGNED, "test_a_changed_token_does_not_verify"),),
    66: (
        (_STATUS, "test_a_signed_badge_on_the_list_is_revoked"),
        (_STATUS, "test_the_reason_is_shown"),
        (_LEGACY, "test_uids_in_a_list_of_2_0_revoke_old_badges"),
    ),
    67: (
        (_STATUS, "test_a_list_out_of_reach_leaves_the_question_open"),
        (_STATUS, "test_a_malformed_list_is_not_accepted"),
        (_STATUS, "test_the_list_of_another_issuer_does_not_count"),
    ),
    68: ((_SIGNED, "test_the_hosted_file_of_a_signed_badge_is_not_consulted"),),
    69: ((_SIGNED, "test_bare_json_that_says_it_is_signed_proves_nothing"),),
    70: (
        (_LEGACY, "test_the_key_that_an_old_badge_names_on_another_site_is_not_the_issuers_for_that"),
        (_LEGACY, "test_with_compat_it_is_a_warning"),
    ),
    71: (
        (_RECIPIENT, "test_the_salt_is_appended_and_may_be_missing"),
        (_RECIPIENT, "test_digits_count_in_either_case"),
        (_RECIPIENT, "test_every_kind_of_identity_is_compared_plain_and_hashed"),
    ),
    72: ((_RECIPIENT, "test_another_spelling_of_capitals_is_a_warning"),),
    73: ((_RECIPIENT, "test_a_recipient_that_was_asked_is_never_left_out"),),
    74: ((_RECIPIENT, "test_a_recipient_that_was_not_asked_is_told_as_such"),),
    75: ((_RECIPIENT, "test_another_kind_of_identity_does_not_match"),),
    76: (
        (_DATA, "test_a_badge_out_of_its_time_is_not_valid"),
        (_DATA, "test_a_badge_in_its_time_is_valid"),
    ),
    77: (
        (_HOSTED, "test_every_required_check_speaks"),
        (_DATA, "test_a_badge_out_of_its_time_is_not_valid"),
    ),
    78: ((_SIGNED, "test_keys_come_from_the_issuer_of_the_badge_class"),),
    79: (
        (_ENDORSEMENTS, "test_an_endorsement_is_fetched_and_judged"),
        (_ENDORSEMENTS, "test_a_broken_endorsement_is_a_warning_for_the_badge"),
        (_ENDORSEMENTS, "test_an_endorsement_of_something_else_is_told"),
        (_ENDORSEMENTS, "test_a_signed_endorsement_is_judged_by_the_key_of_its_issuer"),
    ),
    80: ((_DATA, "test_a_related_object_of_another_type_is_a_warning_and_never_fetched"),),
    81: (
        (_EXTENSIONS, "test_an_extension_that_breaks_its_schema_makes_the_badge_invalid"),
        (_EXTENSIONS, "test_extensions_are_found_at_any_depth_and_in_lists"),
        (_EXTENSIONS, "test_every_type_of_an_extension_is_judged"),
    ),
    82: (
        (_EXTENSIONS, "test_an_unknown_extension_is_a_warning"),
        (_EXTENSIONS, "test_an_extension_with_an_unknown_context_is_left_out_with_a_warning"),
    ),
    83: (
        (_EXTENSIONS, "test_every_bundled_extension_is_known_with_a_draft_that_is_read"),
        (_EXTENSIONS, "test_an_array_of_one_stays_an_array_where_the_schema_wants_one"),
    ),
    84: (
        (_LEGACY, "test_a_0_5_badge_is_judged_from_the_address_baked_in_its_image"),
        (_LEGACY, "test_the_origin_of_a_0_5_badge_must_be_where_it_is_hosted"),
        (_LEGACY, "test_a_0_5_badge_to_a_plain_address"),
        (_LEGACY, "test_dates_of_0_5_badges_are_judged"),
    ),
    85: ((_LEGACY, "test_a_1_0_badge_is_upgraded_and_the_report_says_what_was"),),
    86: (
        (_LEGACY, "test_a_1_1_badge_is_read_by_its_own_context"),
        (_LEGACY, "test_dates_of_1_x_may_be_numbers_and_days"),
        (_LEGACY, "test_the_map_of_uids_of_old_issuers_revokes"),
    ),
    87: ((_LEGACY, "test_a_1_0_badge_is_upgraded_and_the_report_says_what_was"),),
    88: (
        (_INTAKE, "test_a_payload_of_2_1_is_opened"),
        (_INTAKE, "test_of_both_forms_in_a_2_1_payload_only_the_signed_one_counts"),
    ),
}
"""Rule number → (file under ``tests/unit``, name of the test)."""
