"""Mandates, and what matches them: pure functions of records, to be read in this order.

The file: `yaml_tree` (text → tree), `typed` (tree → records), `mandate_checks` (what types do not say), `mandate_file`
(all of it), `mandate_schema` (for editors). Words: `inflection`, `words`. A match: `scope` (a claim as a pattern sees
it), `facets` and `roles` (the parts of a pattern held against it), `stance`, `matching`; `preview` before a mandate is
in force. What it rests on: `evidence_words`, `seen_evidence`, `evidence`, `right_of_reply`, `match_origins`,
`standards`. What is new: `background`, `match_items`, `alert_history`, `alert_record`, `alerts`; whom it goes to:
`channels`. The monitoring report: `reporting`.
"""
