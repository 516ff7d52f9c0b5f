"""The data of a city in the database of notifier: deadlines, reminders, notifications, deliveries.

Three of a hundred deadlines are open. One person has an inbox of a tenth of all notifications.
"""

from tests.load.growth.city import FUNCTIONS, ORGANS

EDITION = "bench"
PERSON = "person-100-0"

_TOLD = """
INSERT INTO deadlines (id, source, rule, ref_kind, ref_id, ref_number, ref_path, organ_id, assignee,
  unit, due_on, ends_at, is_provisional, state, outcome, revision, epoch, planned_with, changed_at)
SELECT pg_temp.matter(n), 'requests', CASE WHEN pg_temp.mixed(n, 2, 1000) = 0 THEN 'DL-08'
    ELSE 'DL-01' END, 'case', pg_temp.matter(n), 'N' || n, '/requests/v1/cases/x', organ,
  'person-' || right(organ::text, 3) || '-' || pg_temp.mixed(n, 6, 5), 'working_day', due,
  (due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', false,
  CASE WHEN is_open THEN 'open' ELSE 'cleared' END, CASE WHEN is_open THEN NULL ELSE 'met' END,
  1, 'e', CASE WHEN is_open THEN 'EDITION' END, due
FROM (
  SELECT n, date '2021-01-01' + (n * 2150 / :rows)::int AS due, n > :rows * 0.97 AS is_open,
    CASE WHEN pg_temp.mixed(n, 3, 1000) = 0 THEN pg_temp.organ(399)
         WHEN pg_temp.mixed(n, 3, 10) = 1 THEN pg_temp.organ(100)
         ELSE pg_temp.organ(100 + pg_temp.mixed(n, 1, 299)) END AS organ
  FROM generate_series(1::bigint, :rows::bigint) n
) basis;
INSERT INTO staffs SELECT id, 3 FROM reference_organs;
INSERT INTO reminders (id, deadline_id, due, step, occasion, roles, remind_at, state,
  staff_organ_id, staff_version)
SELECT pg_temp.matter(row_number() OVER ()), id, due_on::text, 'set', 1, '{clerk}', ends_at,
  CASE WHEN state = 'open' AND pg_temp.mixed(hashtext(id::text), 1, 3) = 0 THEN 'unaddressed'
       WHEN state = 'open' THEN 'planned' ELSE 'sent' END, organ_id, 3
FROM deadlines;
INSERT INTO notifications (id, cause_kind, cause_id, template, facts, subject, organ_id, is_urgent,
  created_at, read_at)
SELECT r.id, 'reminder', r.id, 'deadline_reminder', jsonb_build_object('deadline_id', d.id),
  CASE WHEN pg_temp.mixed(hashtext(r.id::text), 2, 10) = 0 THEN 'PERSON'
       ELSE 'person-' || pg_temp.mixed(hashtext(r.id::text), 3, 300) END, d.organ_id,
  false, r.remind_at,
  CASE WHEN pg_temp.mixed(hashtext(r.id::text), 4, 100) > 0 THEN r.remind_at END
FROM reminders r JOIN deadlines d ON d.id = r.deadline_id;
INSERT INTO deliveries (id, state, due_at, attempts, created_at, notification_id, cause_kind,
  cause_id, organ_id, channel)
SELECT id, CASE WHEN pg_temp.mixed(hashtext(id::text), 5, 10000) = 0 THEN 'dead' ELSE 'done' END,
  created_at, 1, created_at, id, cause_kind, cause_id, organ_id, 'email'
FROM notifications;
"""


def script(rows: int) -> str:
    """What fills an empty, migrated database with ``rows`` deadlines and gathers its statistics."""
    filled = (FUNCTIONS + ORGANS + _TOLD).replace(":rows", str(rows))
    filled = filled.replace("'EDITION'", f"'{EDITION}'").replace("'PERSON'", f"'{PERSON}'")
    return filled + "VACUUM (ANALYZE);\n"
