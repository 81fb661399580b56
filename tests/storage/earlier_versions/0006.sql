-- Imports keep whom they have seen on an investigation.
INSERT INTO import_file (batch_id, kind, name, sha256, modified_at, rows, inserted, updated, unchanged, rejected, gone, newest_event_on, is_full_list, received_dates_are_registration, caseworkers_are_kept)
VALUES (1, 'investigations', 'utredningar.csv', 'c3', '2026-11-20 05:45:00', 1, 0, 0, 1, 0, 0, '2026-11-19', true, false, true);
INSERT INTO investigation_caseworker (investigation_number, caseworker_key, first_seen_on, first_batch_id) VALUES ('UTR-2026-00001', 'åsa öberg', '2026-06-01', 1);
