-- What a municipality had when the database was new: one import, its people and cases, one look.
INSERT INTO import_batch (imported_at, is_full, forced) VALUES ('2026-11-20 06:00:00', true, false);
INSERT INTO import_file (batch_id, kind, name, sha256, modified_at, rows, inserted, updated, unchanged, rejected, gone, newest_event_on, is_full_list)
VALUES (1, 'investigations', 'utredningar.csv', 'a1', '2026-11-20 05:30:00', 2, 2, 0, 0, 1, 0, '2026-11-19', true);
INSERT INTO rejected_row (batch_id, file_name, line, "column", code) VALUES (1, 'utredningar.csv', 4, 'Inledd', 'not_a_date');
INSERT INTO unit (key, name) VALUES ('barnenheten', 'Barnenheten');
INSERT INTO staff (email_key, email, name, name_key, role, unit, unit_key, entra_object_id, gone_since, first_batch_id, changed_batch_id)
VALUES ('asa@x.example', 'Asa@x.example', 'Åsa Öberg', 'åsa öberg', 'caseworker', 'Barnenheten', 'barnenheten', '11111111-1111-4111-8111-111111111111', NULL, 1, 1);
INSERT INTO report (number, case_number, case_sequence, unit, unit_key, caseworker, caseworker_key, sex, age, open_until, gone_since, first_batch_id, changed_batch_id, received_on, type, reason, assessed_on, decided_on, decision, child_spoken_with)
VALUES ('AKT-2026-00001', 'BU-2026-00001', '00001', 'Barnenheten', 'barnenheten', 'Åsa Öberg', 'åsa öberg', 'girl', 7, '9999-12-31', NULL, 1, 1, '2026-11-16', 'report', 'neglect', '2026-11-16', NULL, NULL, NULL);
INSERT INTO investigation (number, case_number, case_sequence, unit, unit_key, caseworker, caseworker_key, sex, age, open_until, gone_since, first_batch_id, changed_batch_id, opened_on, report_number, closed_on, extended_to, extension_decided_on, outcome, reason, intervention_began_on, overrun_cause)
VALUES ('UTR-2026-00001', 'BU-2026-00001', '00001', 'Barnenheten', 'barnenheten', 'Åsa Öberg', 'åsa öberg', 'girl', 7, '9999-12-31', NULL, 1, 1, '2026-06-01', NULL, NULL, '2026-12-11', '2026-09-28', NULL, 'neglect', NULL, 'complex');
INSERT INTO placement (number, case_number, case_sequence, unit, unit_key, caseworker, caseworker_key, sex, age, open_until, gone_since, first_batch_id, changed_batch_id, started_on, form, legal_basis, investigation_number, ended_on, last_considered_on)
VALUES ('PLA-2026-00001', 'BU-2026-00001', '00001', 'Barnenheten', 'barnenheten', 'Åsa Öberg', 'åsa öberg', 'girl', 7, '9999-12-31', NULL, 1, 1, '2026-08-03', 'foster_home', 'sol', 'UTR-2026-00001', NULL, NULL);
INSERT INTO access_log (at, who, intent, rows) VALUES ('2026-11-20 07:00:00', 'asa@x.example', 'my_cases', 1);
