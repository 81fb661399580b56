-- The outbox: a digest that was sent, one in the midst of it, and what steers them.
INSERT INTO delivery (recipient_key, kind, period, about, channel, on_behalf_of_key, state, queued_at, send_from, useful_until, next_attempt_at, attempts, is_late, is_repeat, run_id, last_error, notice, owner, lease_until, changed_at)
VALUES ('chef@x.example', 'weekly_digest', '2026-W47', 'barnenheten', 'teams', NULL, 'sent', '2026-11-16 06:00:00', '2026-11-16 06:15:00', '2026-11-22 23:00:00', '2026-11-16 06:15:00', 1, false, false, 'run-1', NULL, NULL, NULL, NULL, '2026-11-16 06:15:02');
INSERT INTO delivery (recipient_key, kind, period, about, channel, on_behalf_of_key, state, queued_at, send_from, useful_until, next_attempt_at, attempts, is_late, is_repeat, run_id, last_error, notice, owner, lease_until, changed_at)
VALUES ('chef@x.example', 'weekly_digest', '2026-W48', 'barnenheten', 'teams', NULL, 'submitting', '2026-11-23 06:00:00', '2026-11-23 06:15:00', '2026-11-29 23:00:00', '2026-11-23 06:15:00', 1, true, false, 'run-2', NULL, NULL, 'host-1', '2026-11-23 06:20:00', '2026-11-23 06:15:00');
INSERT INTO delivery_attempt (delivery_id, run_id, started_at, ended_at, outcome, status, retry_after, error, is_repeat, rows)
VALUES (1, 'run-1', '2026-11-16 06:15:00', '2026-11-16 06:15:02', 'sent', 201, NULL, NULL, false, 3);
INSERT INTO delivery_attempt (delivery_id, run_id, started_at, ended_at, outcome, status, retry_after, error, is_repeat, rows)
VALUES (2, 'run-2', '2026-11-23 06:15:00', NULL, NULL, NULL, NULL, NULL, false, 4);
INSERT INTO delivery_wish (email_key, weekday, hour, quiet_from, quiet_until, changed_at) VALUES ('chef@x.example', 1, 9, NULL, NULL, '2026-11-20 08:30:00');
INSERT INTO absence (email_key, deputy_key, name_key, unit_key, from_on, until_on, set_at) VALUES ('chef@x.example', 'vice@x.example', NULL, NULL, '2026-12-21', '2027-01-06', '2026-11-20 08:35:00');
INSERT INTO channel_hold (channel, until) VALUES ('teams', '2026-11-23 06:16:00');
INSERT INTO service_tick (name, first_at, last_at, owner) VALUES ('schedule', '2026-11-16 06:00:00', '2026-11-23 06:15:00', 'host-1');
